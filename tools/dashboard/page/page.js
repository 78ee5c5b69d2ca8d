// The dashboard's page: hash routes, drawn from /api/v1. Whatever comes from there is set as text,
// never as markup.
"use strict";
(() => {
  const main = document.getElementById("main");
  const state = { search: "", order: "change", offset: 0, chosen: -1 };
  const pageSize = 100;
  let drawn = 0; // rises with each drawing, so that a late answer draws nothing
  let charts = [];

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

  // What readers say to alerts. The header is what a page elsewhere cannot send.
  const write = async (path, fields) => {
    const response = await fetch(`/api/v1/alerts/${path}`, { method: "POST", headers: { "Content-Type": "application/json", "X-Pawl-Write": "1" }, body: JSON.stringify(fields) });
    if (!response.ok) throw new Error((await response.json()).error);
    await draw();
  };
  const alertState = (alert) => make("span", {}, make("span", { className: `verdict ${alertColours[alert.state]}` }, `${alertMarks[alert.state]} ${alert.state}`),
    alert.silenced_by ? ` silenced by ${alert.silenced_by} until ${day(alert.silenced_until)}` : "", alert.by ? ` by ${alert.by}` : "");
  const alertMarks = { open: "●", acknowledged: "◐", pending: "○", resolved: "✓" };
  const alertColours = { open: "fail", acknowledged: "inconclusive", pending: "", resolved: "pass" };
  const field = (label, properties) => make("input", { ariaLabel: label, placeholder: label, ...properties });
  // Asks for what a change takes in a dialog, which the keyboard can leave.
  const ask = (title, inputs, action, send) => {
    const problem = make("p", { className: "warning", role: "alert", hidden: true });
    const name = field("Your name", { id: "who", required: true, maxLength: 100, value: localStorage.getItem("pawl-name") || "" });
    const dialog = make("dialog", { ariaLabel: title }, make("form", { method: "dialog",
      onsubmit: async (event) => {
        event.preventDefault();
        localStorage.setItem("pawl-name", name.value);
        try {
          await send(name.value);
          dialog.close();
        } catch (error) {
          problem.textContent = error.message;
          problem.hidden = false;
        }
      } }, make("h2", {}, title), name, ...inputs, problem,
    make("div", { className: "controls" }, make("button", { type: "submit" }, action), make("button", { type: "button", onclick: () => dialog.close() }, "Cancel"))));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };
  const acknowledge = (alert) => {
    const note = field("What will be done (may stay empty)", { maxLength: 1000 });
    ask("Take this alert on", [make("p", {}, alert.summary), note], "Acknowledge", (by) => write("acknowledge", { id: alert.id, by, note: note.value }));
  };
  const spans = { 86400: "a day", 604800: "a week", 2592000: "30 days" };
  const silence = (alert) => {
    const benchmark = field("Benchmark, * stands for any text", { value: alert.benchmark || "*", required: true });
    const reason = field("Why", { required: true, maxLength: 1000 });
    const seconds = make("select", { ariaLabel: "For how long" }, ...Object.entries(spans).map(([value, text]) => make("option", { value }, text)));
    ask("Silence", [benchmark, reason, seconds], "Silence", (owner) => write("silence", { benchmark: benchmark.value, rule: "*", owner, reason: reason.value, seconds: Number(seconds.value) }));
  };
  const alerts = async () => {
    const answer = await api("alerts");
    const button = (text, onclick) => make("button", { type: "button", onclick }, text);
    const rows = answer.alerts.map((alert) => make("tr", {}, cell(alert.summary, "name"), cell(alertState(alert)), cell(`${alert.suite} on ${alert.testbed}`, "wide"), cell(alert.rule, "wide"),
      cell(day(alert.resolved || alert.opened || alert.since), "wide"), cell(alert.note || "", "name wide"),
      cell(answer.may_write && alert.state === "open" ? make("span", { className: "buttons" }, button("Acknowledge", () => acknowledge(alert)), button("Silence", () => silence(alert))) : "")));
    const now = new Date().toISOString();
    const silences = answer.silences.filter((one) => one.until > now).map((one) => make("tr", {}, cell(one.benchmark, "name"), cell(one.rule, "wide"), cell(one.owner), cell(day(one.until)), cell(one.reason, "name"),
      cell(answer.may_write ? button("End", () => write("unsilence", { id: one.id })) : "")));
    return [make("h1", {}, "Alerts"), answer.trouble ? make("p", { className: "warning" }, answer.trouble) : null,
      answer.may_write ? null : make("p", {}, "Read only: pawl serve --allow-writes lets alerts be acknowledged and silenced here; pawl alerts ack does so anywhere."),
      rows.length === 0 ? make("p", {}, "No alert has fired.") : table([["Alert"], ["State"], ["Suite", "wide"], ["Rule", "wide"], ["Since", "wide"], ["Note", "wide"], [""]], rows),
      silences.length === 0 ? null : make("h2", {}, "Silences"),
      silences.length === 0 ? null : table([["Benchmark"], ["Rule", "wide"], ["Owner"], ["Until"], ["Reason"], [""]], silences)];
  };
  const countAlerts = async () => {
    const open = (await api("alerts")).alerts.filter((alert) => alert.state === "open").length;
    document.getElementById("open-alerts").textContent = open > 0 ? ` ${open}` : "";
  };

  const wholeHistory = async (fields) => {
    const first = await api("history", { ...fields, limit: 1000 });
    const offsets = [];
    for (let offset = 1000; offset < Math.min(first.total, 100000); offset += 1000) offsets.push(offset);
    for (const offset of offsets) first.points.push(...(await api("history", { ...fields, limit: 1000, offset })).points);
    first.points.reverse();
    return first;
  };
  // A line and a triangle at each change: told apart without colour, too.
  const changeMarks = (found) => (plotted) => {
    const pen = plotted.ctx;
    const { top, height } = plotted.bbox;
    pen.save();
    for (const one of found) {
      const x = Math.round(plotted.valToPos(one.index, "x", true)), up = one.after > one.before;
      if (x < plotted.bbox.left || x > plotted.bbox.left + plotted.bbox.width) continue;
      pen.strokeStyle = pen.fillStyle = colour("--mark");
      pen.setLineDash([4, 4]);
      pen.beginPath();
      pen.moveTo(x, top);
      pen.lineTo(x, top + height);
      pen.stroke();
      pen.beginPath();
      const [tip, foot] = up ? [top + 2, top + 14] : [top + 14, top + 2];
      pen.moveTo(x, tip);
      pen.lineTo(x - 7, foot);
      pen.lineTo(x + 7, foot);
      pen.fill();
    }
    pen.restore();
  };
  const axes = (unit, values) => {
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") }, font: `12px ${getComputedStyle(document.body).fontFamily}` };
    return [{ ...axis, ...values }, { ...axis, size: 84, values: (_, ticks) => ticks.map((value) => quantity(value, unit)) }];
  };
  const fill = (holder, options, data) => {
    const size = () => ({ width: holder.clientWidth, height: holder.clientHeight - 30 });
    const plotted = new uPlot({ ...size(), ...options }, data, holder);
    charts.push(plotted);
    new ResizeObserver(() => holder.isConnected && plotted.setSize(size())).observe(holder);
  };
  const plot = (holder, history, found) => {
    const { points, unit } = history;
    const of = (name) => points.map((point) => point[name]);
    const label = (_, value) => quantity(value, unit);
    fill(holder, {
      cursor: { drag: { x: true, y: false } }, scales: { x: { time: false } },
      axes: axes(unit, { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000], space: 90,
        values: (_, ticks) => ticks.map((i) => (points[i] ? (points[i].commit || points[i].time).slice(0, 7) : "")) }),
      series: [{ label: "run", value: (_, i) => (points[i] ? `${points[i].commit.slice(0, 10)} ${day(points[i].time)}` : "–") },
        { label: "median", stroke: colour("--accent"), width: 2, points: { show: points.length < 200 }, value: label },
        { label: "low", stroke: "transparent", points: { show: false }, value: label },
        { label: "high", stroke: "transparent", points: { show: false }, value: label }],
      bands: [{ series: [3, 2], fill: colour("--band") }],
      hooks: { draw: [changeMarks(found)] },
    }, [points.map((_, i) => i), of("median"), of("low"), of("high")]);
  };
  // Two steps: which part of the values is below each value, before and now.
  const plotDistribution = (holder, answer) => {
    const { before, now, unit } = answer;
    const at = [...new Set([...before.values, ...now.values])].sort((a, b) => a - b);
    const below = (values) => { let i = 0; return at.map((value) => { while (i < values.length && values[i] <= value) ++i; return i / values.length; }); };
    const percent = (_, value) => (value === null ? "–" : `${(value * 100).toFixed(0)} %`);
    const stepped = uPlot.paths.stepped({ align: 1 });
    fill(holder, {
      cursor: { drag: { x: true, y: false } }, scales: { x: { time: false }, y: { range: [0, 1] } },
      axes: axes("1", { space: 90, values: (_, ticks) => ticks.map((value) => quantity(value, unit)) }).map((axis, i) => (i === 1 ? { ...axis, size: 56, values: (_, ticks) => ticks.map((value) => `${Math.round(value * 100)} %`) } : axis)),
      series: [{ label: "value", value: (_, value) => quantity(value, unit) },
        { label: `before, ${before.commit.slice(0, 7)}`, stroke: colour("--quiet"), width: 2, dash: [6, 4], paths: stepped, points: { show: false }, value: percent },
        { label: `now, ${now.commit.slice(0, 7)}`, stroke: colour("--accent"), width: 2, paths: stepped, points: { show: false }, value: percent }],
    }, [at, below(before.values), below(now.values)]);
  };
  // The change at each quantile: level for a shift of all values, rising where the slow ones moved.
  const plotShift = (holder, answer) => {
    const label = (_, value) => (value === null ? "–" : change(1 + value));
    fill(holder, {
      cursor: { drag: { x: true, y: false } }, scales: { x: { time: false }, y: { range: (_, low, high) => [Math.min(low, -0.01) * 1.1, Math.max(high, 0.01) * 1.1] } },
      axes: axes("1", { space: 60, values: (_, ticks) => ticks.map((q) => `${Math.round(q * 100)} %`) }).map((axis, i) => (i === 1 ? { ...axis, size: 70, values: (_, ticks) => ticks.map((value) => change(1 + value)) } : axis)),
      series: [{ label: "quantile", value: (_, q) => (q === null ? "–" : `${Math.round(q * 100)} %`) }, { label: "change", stroke: colour("--accent"), width: 2, points: { show: true, size: 6 }, value: label }],
    }, [answer.shift.map((one) => one.q), answer.shift.map((one) => (one.ratio === null ? null : one.ratio - 1))]);
  };
  const distributionOf = async (fields) => {
    const wanted = fields.before || fields.now ? { before: fields.before, now: fields.now } : {};
    try {
      return await api("distribution", Object.fromEntries(Object.entries({ benchmark: fields.benchmark, metric: fields.metric, testbed: fields.testbed, ...wanted }).filter(([, value]) => value !== undefined)));
    } catch {
      return null; // points whose samples are gone
    }
  };
  const benchmark = async (fields) => {
    const { benchmark: name, metric, testbed } = fields;
    const key = Object.fromEntries(Object.entries({ benchmark: name, metric, testbed }).filter(([, value]) => value !== undefined));
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
      cell(quantity(one.after, history.unit), "number"), cell(change(one.ratio), "number"), cell(one.drift ? "drift" : "step")));
    const pictures = spread === null ? [] : [make("div", { className: "chart small", role: "img", ariaLabel: `Distribution of ${spread.before.commit.slice(0, 7)} and ${spread.now.commit.slice(0, 7)}` }),
      make("div", { className: "chart small", role: "img", ariaLabel: "Change at each quantile" })];
    return [make("h1", {}, history.benchmark),
      make("p", {}, `${history.metric} on ${history.testbed}; ${history.better} is better. The band is the interval of the median (95 %), triangles are changes. Drag to zoom, double-click to see all.`),
      make("div", { className: "panel" }, holder),
      ...(changesRows.length > 0 ? [make("h2", {}, "Changes"), table([["Time"], ["Commit"], ["Before", "number"], ["After", "number"], ["Change", "number"], ["Kind"]], changesRows)] : []),
      ...(spread === null ? [] : [make("h2", {}, `Distribution: ${spread.before.commit.slice(0, 10) || day(spread.before.time)} (dashed) and ${spread.now.commit.slice(0, 10) || day(spread.now.time)}`),
        make("div", { className: "pictures" }, make("div", { className: "panel" }, make("p", {}, "Part of the values up to each value"), pictures[0]), make("div", { className: "panel" }, make("p", {}, "Change at each quantile: level where all values moved alike"), pictures[1]))]),
      make("h2", {}, "Latest points"),
      table([["Time"], ["Commit"], ["Branch", "wide"], ["Median", "number"], ["Interval", "number wide"], ["Change", "number"], ["Launches", "number wide"], ["", "wide"]], rows),
      () => plot(holder, history, found.changes), () => spread && plotDistribution(pictures[0], spread), () => spread && plotShift(pictures[1], spread)];
  };

  const pages = { "": overview, runs, run, benchmark, alerts };
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
    for (const one of charts) one.destroy();
    charts = [];
    main.replaceChildren(...content.filter((part) => part !== null && typeof part !== "function"));
    content.filter((part) => typeof part === "function").forEach((after) => after());
    scrollTo(0, top);
    if (focused !== null) {
      const search = document.getElementById("search");
      search.focus();
      search.setSelectionRange(focused, focused);
    }
    choose(state.chosen);
    countAlerts().catch(() => {});
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
    o: () => { location.hash = "#/"; },
    r: () => { location.hash = "#/runs"; },
    a: () => { location.hash = "#/alerts"; },
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
  const remembered = localStorage.getItem("pawl-theme");
  paint(remembered ? remembered === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  theme.onclick = () => {
    const dark = !document.documentElement.classList.contains("dark");
    localStorage.setItem("pawl-theme", dark ? "dark" : "light");
    paint(dark);
    draw();
  };

  api("about").then((answer) => { repository = /^https?:\/\//.test(answer.repository) ? answer.repository : ""; if (repository) draw(); }).catch(() => {});
  const live = document.getElementById("live");
  const events = new EventSource("/api/v1/events");
  events.onopen = () => { live.textContent = "live"; draw(); };
  events.onerror = () => { live.textContent = "reconnecting…"; };
  events.addEventListener("changed", () => { live.textContent = `updated ${new Date().toLocaleTimeString()}`; draw(); });
  addEventListener("hashchange", () => { state.chosen = -1; scrollTo(0, 0); draw().then(() => main.focus({ preventScroll: true })); });
  draw();
})();
