// The dashboard's page: hash routes, drawn from api/v1. Whatever comes from there is set as text,
// never as markup. Addresses are relative: a proxy may serve it under a path of its own.
import { alerts, onChange } from "./alerts.js";
import { clearCharts, plot, plotDistribution, plotLive, plotShift, zoom, zoomedParts, zoomTo } from "./charts.js";
import { address, api, cell, change, colour, day, make, noise, quantity, remember, remembered, table, verdict } from "./parts.js";

const main = document.getElementById("main");
const state = { search: "", order: "change", offset: 0, chosen: -1 };
const pageSize = 100;
let drawn = 0; // rises with each drawing, so that a late answer draws nothing
let shown = null; // the address last drawn

const spark = (medians) => {
  const canvas = make("canvas", { className: "spark", width: 240, height: 52, ariaHidden: "true" });
  const pen = canvas.getContext("2d");
  const low = Math.min(...medians), range = Math.max(...medians) - low || 1;
  const x = (i) => 4 + (i * 232) / Math.max(1, medians.length - 1);
  const y = (value) => 46 - ((value - low) / range) * 40;
  pen.strokeStyle = pen.fillStyle = colour("--accent");
  pen.lineWidth = 3;
  pen.beginPath();
  medians.forEach((value, i) => (i === 0 ? pen.moveTo(x(i), y(value)) : pen.lineTo(x(i), y(value))));
  pen.stroke();
  if (medians.length > 0) pen.fillRect(x(medians.length - 1) - 4, y(medians[medians.length - 1]) - 4, 8, 8);
  return canvas;
};

// A bar of the share of the limit that is used.
const bar = (share, name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  rect.setAttribute("width", `${Math.min(100, Math.max(0, share * 100))}%`);
  rect.setAttribute("height", "8");
  rect.setAttribute("fill", colour(name === "kept" ? "--good" : name === "broken" ? "--bad" : "--unsure"));
  svg.append(rect);
  return make("div", { className: "bar", ariaHidden: "true" }, svg);
};
const budget = (row) => {
  const known = row.estimate && row.limit;
  const used = !known ? 0 : row.better === "higher" ? row.limit / row.estimate : row.estimate / row.limit;
  const left = !known ? 0 : row.better === "higher" ? row.estimate / row.limit - 1 : 1 - used;
  return make("div", { className: "card" },
    make("strong", {}, `${row.benchmark} · ${row.metric} ${row.statistic}`), bar(used, row.verdict),
    make("p", {}, verdict(row.verdict), known
      ? ` ${quantity(row.estimate, row.unit)} of ${quantity(row.limit, row.unit)}, ${change(1 + left).replace("+", "")} headroom`
      : ` nothing measured, limit ${quantity(row.limit, row.unit)}`));
};
const counted = (name, count) => `${count} ${name}${count > 1 && /regression|improvement/.test(name) ? "s" : ""}`;
const suite = (report) => {
  const counts = {};
  for (const row of report.rows) counts[row.verdict] = (counts[row.verdict] || 0) + 1;
  return make("div", { className: "card" },
    make("strong", {}, `${report.suite || "default"} `), verdict(report.verdict),
    make("p", {}, Object.entries(counts).map(([name, count]) => counted(name, count)).join(", ") || "no rows"),
    make("p", {}, `${report.testbed} ${(report.commit || "").slice(0, 10)} ${day(report.time)}`));
};

const benchmarkRow = (row) => make("tr", {},
  cell(make("a", { href: address(row) }, row.benchmark), "name"), cell(row.metric, "wide"), cell(row.testbed, "wide"),
  cell(quantity(row.latest?.median, row.unit), "number"), cell(change(row.ratio ?? row.latest_ratio), "number"),
  cell(noise(row) === null ? "–" : `± ${(noise(row) * 100).toFixed(1)} %`, "number wide"),
  cell(row.verdict ? verdict(row.verdict) : "–"), cell(spark(row.medians), "wide"));
const orders = { change: "what moved", noise: "what is noisy", name: "name" };

const listOf = (answer) => {
  if (answer.total === 0)
    return [make("p", {}, state.search ? "No benchmark has that in its name." : "Nothing here yet: `pawl run -o run.json` in a directory that is served makes the first point.")];
  const rows = answer.benchmarks;
  const step = (text, offset) => make("button", { type: "button", onclick: () => { state.offset = offset; draw(); } }, text);
  return [table([["Benchmark"], ["Metric", "wide"], ["Testbed", "wide"], ["Latest", "number"], ["Change", "number"], ["Noise", "number wide"], ["Verdict"], ["History", "wide"]], rows.map(benchmarkRow)),
    make("div", { className: "controls" }, `${answer.offset + 1}–${answer.offset + rows.length} of ${answer.total}`,
      answer.offset > 0 ? step("Previous", Math.max(0, answer.offset - pageSize)) : null,
      answer.next !== null ? step("Next", answer.next) : null)];
};
const overview = async () => {
  const [reports, answer] = await Promise.all([api("reports"),
    api("benchmarks", { search: state.search, order: state.order, limit: pageSize, offset: state.offset })]);
  const search = make("input", { type: "search", id: "search", value: state.search, placeholder: "Search benchmarks", ariaLabel: "Search benchmarks",
    oninput: () => { state.search = search.value; state.offset = 0; draw(); } });
  const order = make("select", { ariaLabel: "Order", onchange: () => { state.order = order.value; state.offset = 0; draw(); } },
    ...Object.entries(orders).map(([value, text]) => make("option", { value, selected: value === state.order }, text)));
  const budgets = reports.reports.flatMap((report) => report.budgets);
  return [make("h1", {}, "Overview"), ...reports.warnings.map((text) => make("p", { className: "warning" }, text)),
    make("div", { className: "cards" }, ...reports.reports.map(suite)),
    ...(budgets.length > 0 ? [make("h2", {}, "Budgets"), make("div", { className: "cards" }, ...budgets.map(budget))] : []),
    make("h2", {}, "Benchmarks"), make("div", { className: "controls" }, search, order), ...listOf(answer)];
};

// The repository's web address, where commits are; only http(s), which the program demands, too.
let repository = "";
const commitLink = (commit) => (repository && /^[0-9a-f]{7,64}$/.test(commit)
  ? make("a", { href: `${repository}/commit/${commit}`, rel: "noreferrer", target: "_blank" }, commit.slice(0, 10)) : commit.slice(0, 10));
const runAddress = (run) => `#/run?${new URLSearchParams({ time: run.time, commit: run.commit })}`;

const runs = async () => {
  const answer = await api("runs", { limit: 200 });
  return [make("h1", {}, "Runs"), answer.total === 0 ? make("p", {}, "No runs yet.") :
    table([["Time"], ["Commit"], ["Branch", "wide"], ["Suite"], ["Testbed", "wide"], ["Series", "number"], ["Remarks"]],
      answer.runs.map((run) => make("tr", {}, cell(make("a", { href: runAddress(run) }, day(run.time) || "unknown")), cell(commitLink(run.commit)), cell(run.branch, "wide"), cell(run.suite),
        cell(run.testbed, "wide"), cell(String(run.series), "number"),
        cell([...run.failures.map((name) => `failed: ${name}`), ...run.notes].join("; ") || "–", "name"))))];
};

const run = async (fields) => {
  const answer = await api("run", fields);
  const moved = (row) => Math.abs(Math.log(row.ratio || 1));
  const rows = answer.rows.sort((a, b) => moved(b) - moved(a)).slice(0, 1000).map((row) => make("tr", {}, cell(make("a", { href: address(row) }, row.benchmark), "name"), cell(row.metric, "wide"), cell(row.testbed, "wide"),
    cell(quantity(row.point.median, row.unit), "number"), cell(row.point.low === null ? "–" : `${quantity(row.point.low, row.unit)} – ${quantity(row.point.high, row.unit)}`, "number wide"), cell(change(row.ratio), "number"), cell(String(row.point.launches), "number wide")));
  return [make("h1", {}, `Run of ${day(answer.time)}`), make("p", {}, "Commit ", commitLink(answer.commit), "; the change is that from each benchmark's point before."),
    rows.length === 0 ? make("p", {}, "None of its points is among the newest that are held; the benchmarks' own pages have them all.")
      : table([["Benchmark"], ["Metric", "wide"], ["Testbed", "wide"], ["Median", "number"], ["Interval", "number wide"], ["Change", "number"], ["Launches", "number wide"]], rows)];
};

const liveRuns = async () => {
  const answer = await api("live", { limit: 20 });
  const plots = [];
  const panels = answer.live.flatMap((progress) => progress.series.slice(0, 12).map((series) => {
    const last = series.points.at(-1);
    const holder = make("div", { className: "chart small", role: "img", ariaLabel: `${series.benchmark}: percentiles over ${series.points.length} points, the latest p95 ${quantity(last?.p95, series.unit)}` });
    plots.push(() => plotLive(holder, series));
    return make("div", { className: "panel" }, make("p", {}, make("strong", {}, series.benchmark), ` ${series.metric} · ${progress.command}, since ${day(progress.started)} · `, make("span", { className: "verdict" }, progress.is_over ? "■ over" : "▶ in progress")), holder);
  }));
  return [make("h1", {}, "Live"), panels.length === 0 ? make("p", {}, "Nothing is being measured: pawl load --live FILE or pawl run --live FILE, in a directory that is served, shows here how it goes.") : make("div", { className: "pictures" }, ...panels), ...plots];
};

const countAlerts = async () => {
  const open = (await api("alerts")).alerts.filter((alert) => alert.state === "open").length;
  document.getElementById("open-alerts").textContent = open > 0 ? String(open) : "";
};

const wholeHistory = async (fields) => {
  const first = await api("history", { ...fields, limit: 1000 });
  const offsets = [];
  for (let offset = 1000; offset < Math.min(first.total, 100000); offset += 1000) offsets.push(offset);
  const parts = []; // several at a time, kept in order
  const fetchParts = async (lane) => { for (let i = lane; i < offsets.length; i += 4) parts[i] = (await api("history", { ...fields, limit: 1000, offset: offsets[i] })).points; };
  await Promise.all([0, 1, 2, 3].map(fetchParts));
  first.points = first.points.concat(...parts);
  first.points.reverse();
  return first;
};
const distributionOf = async (fields) => {
  try {
    return await api("distribution", fields);
  } catch {
    return null; // points whose samples are gone
  }
};
const benchmark = async (fields) => {
  const { benchmark: name, metric, testbed, unit } = fields;
  const key = Object.fromEntries(Object.entries({ benchmark: name, metric, testbed, unit }).filter(([, value]) => value !== undefined));
  const [history, found] = await Promise.all([wholeHistory(key), api("changes", key)]);
  const spread = await distributionOf(fields);
  const holder = make("div", { className: "chart", role: "img", ariaLabel: `History of ${history.benchmark}: ${history.points.length} points, ${found.changes.length} changes, the latest ${quantity(history.points.at(-1)?.median, history.unit)}` });
  const against = (point) => `#/benchmark?${new URLSearchParams({ ...key, before: point.commit })}`;
  const rows = history.points.slice(-50).reverse().map((point, i, all) => make("tr", {}, cell(make("a", { href: runAddress(point) }, day(point.time) || "unknown")), cell(commitLink(point.commit)),
    cell(point.branch, "wide"), cell(quantity(point.median, history.unit), "number"),
    cell(point.low === null || point.high === null ? "–" : `${quantity(point.low, history.unit)} – ${quantity(point.high, history.unit)}`, "number wide"),
    cell(all[i + 1] && all[i + 1].median > 0 ? change(point.median / all[i + 1].median) : "–", "number"), cell(String(point.launches), "number wide"),
    cell(i > 0 && i < 16 && point.commit ? make("a", { href: against(point), ariaLabel: `Compare the latest with ${point.commit.slice(0, 10)}` }, "compare") : "", "wide")));
  const changesRows = found.changes.slice().reverse().map((one) => make("tr", {}, cell(day(one.time)), cell(commitLink(one.commit)), cell(quantity(one.before, history.unit), "number"),
    cell(quantity(one.after, history.unit), "number"), cell(change(one.ratio), "number"), cell(one.drift ? "drift" : "step"), cell(one.returns_to === undefined ? "" : make("span", {}, "as at ", commitLink(one.returns_to)), "wide")));
  const pictures = spread === null ? [] : [make("div", { className: "chart small", role: "img", ariaLabel: `Distribution of ${spread.before.commit.slice(0, 7)} and ${spread.now.commit.slice(0, 7)}` }),
    make("div", { className: "chart small", role: "img", ariaLabel: "Change at each quantile" })];
  return [make("h1", {}, history.benchmark),
    make("p", {}, `${history.metric} on ${history.testbed}; ${history.better} is better. The band is the interval of the median (95 %), triangles are changes. Drag to zoom, double-click to see all.`),
    ...(found.drift === undefined ? [] : [make("p", {}, `It drifts, ${(found.drift.after > found.drift.before) === (history.better === "lower") ? "worse" : "better"}: ${quantity(found.drift.before, history.unit)} → ${quantity(found.drift.after, history.unit)} (${change(found.drift.ratio)}) since `, commitLink(found.drift.commit), "; no commit stands out.")]),
    make("div", { className: "panel" }, holder),
    ...(changesRows.length > 0 ? [make("h2", {}, "Changes"), table([["Time"], ["Commit"], ["Before", "number"], ["After", "number"], ["Change", "number"], ["Kind"], ["Level", "wide"]], changesRows)] : []),
    ...(spread === null ? [] : [make("h2", {}, `Distribution: ${spread.before.commit.slice(0, 10) || day(spread.before.time)} (dashed) and ${spread.now.commit.slice(0, 10) || day(spread.now.time)}`),
      make("div", { className: "pictures" }, make("div", { className: "panel" }, make("p", {}, "Part of the values up to each value"), pictures[0]), make("div", { className: "panel" }, make("p", {}, "Change at each quantile: level where all values moved alike"), pictures[1]))]),
    make("h2", {}, "Latest points"),
    table([["Time"], ["Commit"], ["Branch", "wide"], ["Median", "number"], ["Interval", "number wide"], ["Change", "number"], ["Launches", "number wide"], ["", "wide"]], rows),
    () => plot(holder, history, found.changes), () => spread && plotDistribution(pictures[0], spread), () => spread && plotShift(pictures[1], spread)];
};

// What has the focus within the page, to be found again once it is drawn anew: how it is called, and which one of those it is.
const called = (element) => element.id || element.ariaLabel || element.getAttribute("href") || element.textContent;
const allCalled = (name) => [...main.querySelectorAll("a, button, input, select")].filter((one) => called(one) === name);
const focused = () => {
  const active = document.activeElement, name = called(active), place = allCalled(name).indexOf(active);
  return place < 0 ? null : { name, place, caret: active.selectionStart ?? null };
};
const focusAgain = ({ name, place, caret }) => {
  const found = allCalled(name)[place] || main;
  found.focus({ preventScroll: true });
  if (caret !== null && found !== main) found.setSelectionRange(caret, caret);
};

const pages = { "": overview, runs, run, benchmark, alerts, live: liveRuns };
// Draws the page of the address; where the reader was stays, so that an update is no jump.
const draw = async () => {
  const turn = ++drawn;
  const [name, query] = location.hash.replace(/^#\/?/, "").split("?");
  let content;
  try {
    content = await (pages[name] || overview)(Object.fromEntries(new URLSearchParams(query || "")));
  } catch (error) {
    content = [make("h1", {}, "This cannot be shown"), make("p", {}, error.message)];
  }
  if (turn !== drawn) return;
  const top = scrollY;
  const isSame = shown === location.hash;
  const parts = isSame ? zoomedParts() : [], focus = isSame ? focused() : null;
  shown = location.hash;
  clearCharts();
  main.replaceChildren(...content.filter((part) => part !== null && typeof part !== "function"));
  content.filter((part) => typeof part === "function").forEach((after) => after());
  zoomTo(parts);
  scrollTo(0, top);
  if (focus) focusAgain(focus);
  choose(state.chosen);
  countAlerts().catch(() => {});
};

// What is new is drawn once what is being fetched is there: or else what comes faster than that would never be shown.
let isBehind = false, isUpdating = false;
const update = async () => {
  isBehind = true;
  if (isUpdating) return;
  isUpdating = true;
  try {
    while (isBehind) {
      isBehind = false;
      await draw();
    }
  } finally {
    isUpdating = false;
  }
};

const choose = (index) => {
  const rows = [...main.querySelectorAll("tbody tr")];
  state.chosen = Math.min(index, rows.length - 1);
  rows.forEach((row, i) => row.classList.toggle("chosen", i === state.chosen));
  return rows[state.chosen];
};
const keys = {
  "+": () => zoom(0.5), "-": () => zoom(2), 0: () => zoom(0), ArrowLeft: () => zoom(1, -0.25), ArrowRight: () => zoom(1, 0.25),
  "/": () => document.getElementById("search")?.focus(),
  j: () => choose(state.chosen + 1)?.scrollIntoView({ block: "nearest" }),
  k: () => choose(Math.max(0, state.chosen - 1))?.scrollIntoView({ block: "nearest" }),
  Enter: () => choose(state.chosen)?.querySelector("a")?.click(),
  Escape: () => { location.hash = "#/"; },
  d: () => document.getElementById("theme").click(),
  o: () => { location.hash = "#/"; },
  r: () => { location.hash = "#/runs"; },
  a: () => { location.hash = "#/alerts"; },
  l: () => { location.hash = "#/live"; },
};
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (typing && event.key === "Escape") return event.target.blur();
  if (document.querySelector("dialog[open]")) return;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  if (event.key === "Enter" && /^(A|BUTTON)$/.test(event.target.tagName)) return;
  event.preventDefault();
  keys[event.key]();
});

const theme = document.getElementById("theme");
const paint = (dark) => {
  document.documentElement.classList.toggle("dark", dark);
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
  theme.textContent = dark ? "Light" : "Dark";
};
const known = remembered("theme");
paint(known ? known === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
theme.onclick = () => {
  const dark = !document.documentElement.classList.contains("dark");
  remember("theme", dark ? "dark" : "light");
  paint(dark);
  draw();
};

api("about").then((answer) => { repository = /^https?:\/\//.test(answer.repository) ? answer.repository : ""; if (repository) draw(); }).catch(() => {});
const live = document.getElementById("live");
let events = null;
// The server's stream of events, as long as the tab is seen: a browser has six connections for all tabs of a server. One that
// was refused, as by a proxy while the server starts anew, is asked for again, which browsers do by themselves for a lost one only.
const follow = () => {
  events?.close();
  if (document.hidden) return;
  const source = events = new EventSource("api/v1/events");
  source.onopen = () => { live.textContent = "live"; update(); };
  source.onerror = () => {
    live.textContent = "reconnecting…";
    if (source.readyState === EventSource.CLOSED) setTimeout(() => source === events && follow(), 3000);
  };
  source.addEventListener("changed", () => { live.textContent = `updated ${new Date().toLocaleTimeString()}`; update(); });
};
document.addEventListener("visibilitychange", follow);
follow();
addEventListener("hashchange", () => { state.chosen = -1; scrollTo(0, 0); draw().then(() => main.focus({ preventScroll: true })); });
draw();
onChange(draw);
