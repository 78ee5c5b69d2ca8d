// The dashboard's page: hash routes, drawn from /api/v1. Whatever comes from there is set as text,
// never as markup.
"use strict";
(() => {
  const main = document.getElementById("main");
  const state = { search: "", order: "change", offset: 0, chosen: -1 };
  const pageSize = 100;
  let drawn = 0; // rises with each drawing, so that a late answer draws nothing
  let chart = null;

  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties))
      if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };
  const api = async (path, fields = {}) => {
    const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ""));
    const response = await fetch(`/api/v1/${path}?${query}`);
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    return answer;
  };

  // Numbers, as the reports show them: three digits, scaled.
  const scales = {
    s: [[1, "s"], [1e-3, "ms"], [1e-6, "µs"], [1e-9, "ns"]],
    B: [[1 << 30, "GiB"], [1 << 20, "MiB"], [1024, "KiB"], [1, "B"]],
  };
  const digits = (value) => (value === 0 ? "0" : Math.abs(value) >= 1e6 || Math.abs(value) < 1e-3
    ? value.toExponential(2) : Number(value.toPrecision(3)).toLocaleString("en"));
  const quantity = (value, unit) => {
    if (value === null || value === undefined) return "–";
    const steps = scales[unit] || [[1, unit === "1" ? "" : unit]];
    const [factor, name] = steps.find(([size]) => Math.abs(value) >= size) || steps[steps.length - 1];
    return `${digits(value / factor)} ${name}`.trim();
  };
  const change = (ratio) => {
    if (ratio === null || ratio === undefined) return "–";
    if (ratio >= 3) return `${ratio.toFixed(2)}×`;
    const percent = (ratio - 1) * 100;
    return `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(1)} %`;
  };
  const noise = (row) => {
    const { low, high, median } = row.latest || {};
    return typeof low === "number" && typeof high === "number" && median ? (high - low) / 2 / Math.abs(median) : null;
  };
  const day = (time) => (time || "").replace("T", " ").replace("Z", "");
  const marks = { pass: "✓", kept: "✓", fail: "✗", broken: "✗", regression: "▲", improvement: "▼" };
  const verdict = (name) => make("span", { className: `verdict ${name}` }, `${marks[name] || "?"} ${name}`);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

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
  const suite = (report) => {
    const counts = {};
    for (const row of report.rows) counts[row.verdict] = (counts[row.verdict] || 0) + 1;
    return make("div", { className: "card" },
      make("strong", {}, `${report.suite || "default"} `), verdict(report.verdict),
      make("p", {}, Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(", ") || "no rows"),
      make("p", {}, `${report.testbed} ${(report.commit || "").slice(0, 10)} ${day(report.time)}`));
  };

  const address = (row) => `#/benchmark?${new URLSearchParams({ benchmark: row.benchmark, metric: row.metric, testbed: row.testbed })}`;
  const table = (headings, rows) => make("div", { className: "scroll", tabIndex: -1 }, make("table", {},
    make("thead", {}, make("tr", {}, ...headings.map(([text, kind]) => make("th", { className: kind, scope: "col" }, text)))),
    make("tbody", {}, ...rows)));
  const cell = (content, kind = "") => make("td", { className: kind }, content);
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

  const runs = async () => {
    const answer = await api("runs", { limit: 200 });
    return [make("h1", {}, "Runs"), answer.total === 0 ? make("p", {}, "No runs yet.") :
      table([["Time"], ["Commit"], ["Branch", "wide"], ["Suite"], ["Testbed", "wide"], ["Series", "number"], ["Remarks"]],
        answer.runs.map((run) => make("tr", {}, cell(day(run.time)), cell(run.commit.slice(0, 10)), cell(run.branch, "wide"), cell(run.suite),
          cell(run.testbed, "wide"), cell(String(run.series), "number"),
          cell([...run.failures.map((name) => `failed: ${name}`), ...run.notes].join("; ") || "–", "name"))))];
  };

  const wholeHistory = async (fields) => {
    const first = await api("history", { ...fields, limit: 1000 });
    const offsets = [];
    for (let offset = 1000; offset < Math.min(first.total, 100000); offset += 1000) offsets.push(offset);
    for (const offset of offsets) first.points.push(...(await api("history", { ...fields, limit: 1000, offset })).points);
    first.points.reverse();
    return first;
  };
  const plot = (holder, history) => {
    const { points, unit } = history;
    const of = (name) => points.map((point) => point[name]);
    const label = (_, value) => quantity(value, unit);
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
    const text = getComputedStyle(document.body);
    const size = () => ({ width: holder.clientWidth, height: holder.clientHeight - 30 });
    chart = new uPlot({
      ...size(), cursor: { drag: { x: true, y: false } }, scales: { x: { time: false } },
      axes: [{ ...axis, font: `12px ${text.fontFamily}`, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000], space: 90,
        values: (_, ticks) => ticks.map((i) => (points[i] ? (points[i].commit || points[i].time).slice(0, 7) : "")) },
      { ...axis, font: `12px ${text.fontFamily}`, size: 84, values: (_, ticks) => ticks.map((value) => quantity(value, unit)) }],
      series: [{ label: "run", value: (_, i) => (points[i] ? `${points[i].commit.slice(0, 10)} ${day(points[i].time)}` : "–") },
        { label: "median", stroke: colour("--accent"), width: 2, points: { show: points.length < 200 }, value: label },
        { label: "low", stroke: "transparent", points: { show: false }, value: label },
        { label: "high", stroke: "transparent", points: { show: false }, value: label }],
      bands: [{ series: [3, 2], fill: colour("--band") }],
    }, [points.map((_, i) => i), of("median"), of("low"), of("high")], holder);
    new ResizeObserver(() => chart && holder.isConnected && chart.setSize(size())).observe(holder);
  };
  const benchmark = async (fields) => {
    const history = await wholeHistory(fields);
    const holder = make("div", { className: "chart", role: "img", ariaLabel: `History of ${history.benchmark}: ${history.points.length} points, the latest ${quantity(history.points.at(-1)?.median, history.unit)}` });
    const rows = history.points.slice(-50).reverse().map((point, i, all) => make("tr", {}, cell(day(point.time)), cell(point.commit.slice(0, 10)),
      cell(point.branch, "wide"), cell(quantity(point.median, history.unit), "number"),
      cell(point.low === null || point.high === null ? "–" : `${quantity(point.low, history.unit)} – ${quantity(point.high, history.unit)}`, "number wide"),
      cell(all[i + 1] && all[i + 1].median > 0 ? change(point.median / all[i + 1].median) : "–", "number"), cell(String(point.launches), "number wide")));
    return [make("h1", {}, history.benchmark),
      make("p", {}, `${history.metric} on ${history.testbed}; ${history.better} is better. The band is the interval of the median (95 %). Drag to zoom, double-click to see all.`),
      make("div", { className: "panel" }, holder), make("h2", {}, "Latest points"),
      table([["Time"], ["Commit"], ["Branch", "wide"], ["Median", "number"], ["Interval", "number wide"], ["Change", "number"], ["Launches", "number wide"]], rows),
      () => plot(holder, history)];
  };

  const pages = { "": overview, runs, benchmark };
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
    const focused = document.activeElement?.id === "search" ? document.activeElement.selectionStart : null;
    const top = scrollY;
    if (chart) chart.destroy();
    chart = null;
    main.replaceChildren(...content.filter((part) => typeof part !== "function"));
    content.filter((part) => typeof part === "function").forEach((after) => after());
    scrollTo(0, top);
    if (focused !== null) {
      const search = document.getElementById("search");
      search.focus();
      search.setSelectionRange(focused, focused);
    }
    choose(state.chosen);
  };

  const choose = (index) => {
    const rows = [...main.querySelectorAll("tbody tr")];
    state.chosen = Math.min(index, rows.length - 1);
    rows.forEach((row, i) => row.classList.toggle("chosen", i === state.chosen));
    return rows[state.chosen];
  };
  const keys = {
    "/": () => document.getElementById("search")?.focus(),
    j: () => choose(state.chosen + 1)?.scrollIntoView({ block: "nearest" }),
    k: () => choose(Math.max(0, state.chosen - 1))?.scrollIntoView({ block: "nearest" }),
    Enter: () => choose(state.chosen)?.querySelector("a")?.click(),
    Escape: () => { location.hash = "#/"; },
    d: () => document.getElementById("theme").click(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (typing && event.key === "Escape") return event.target.blur();
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
  const remembered = localStorage.getItem("pawl-theme");
  paint(remembered ? remembered === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  theme.onclick = () => {
    const dark = !document.documentElement.classList.contains("dark");
    localStorage.setItem("pawl-theme", dark ? "dark" : "light");
    paint(dark);
    draw();
  };

  const live = document.getElementById("live");
  const events = new EventSource("/api/v1/events");
  events.onopen = () => { live.textContent = "live"; draw(); };
  events.onerror = () => { live.textContent = "reconnecting…"; };
  events.addEventListener("changed", () => { live.textContent = `updated ${new Date().toLocaleTimeString()}`; draw(); });
  addEventListener("hashchange", () => { state.chosen = -1; scrollTo(0, 0); draw().then(() => main.focus({ preventScroll: true })); });
  draw();
})();
