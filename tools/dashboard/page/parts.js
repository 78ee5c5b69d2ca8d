// Pieces that pages are made of: what the program answers; what the browser remembers; elements, whose text is never markup; numbers as the reports show them.
export const api = async (path, fields = {}) => {
  const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== undefined));
  const response = await fetch(`api/v1/${path}?${query}`);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
};
// What the reader chose, in the browser; one that keeps nothing of sites throws.
export const remembered = (name) => { try { return localStorage.getItem(`pawl-${name}`); } catch { return null; } };
export const remember = (name, value) => { try { localStorage.setItem(`pawl-${name}`, value); } catch { /* for this page alone */ } };
export const make = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties))
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};
// Numbers, as the reports show them: three digits, scaled.
const scales = {
  s: [[1, "s"], [1e-3, "ms"], [1e-6, "µs"], [1e-9, "ns"]],
  B: [[1 << 30, "GiB"], [1 << 20, "MiB"], [1024, "KiB"], [1, "B"]],
};
export const digits = (value) => (value === 0 ? "0" : Math.abs(value) >= 1e6 || Math.abs(value) < 1e-3
  ? value.toExponential(2) : Number(value.toPrecision(3)).toLocaleString("en"));
export const quantity = (value, unit) => {
  if (value === null || value === undefined) return "–";
  const steps = scales[unit] || [[1, unit === "1" ? "" : unit]];
  const [factor, name] = steps.find(([size]) => Math.abs(value) >= size) || steps[steps.length - 1];
  return `${digits(value / factor)} ${name}`.trim();
};
export const change = (ratio) => {
  if (ratio === null || ratio === undefined) return "–";
  if (ratio >= 3) return `${ratio.toFixed(2)}×`;
  const percent = (ratio - 1) * 100;
  const shown = Math.abs(percent).toFixed(1);
  return `${shown === "0.0" ? "±" : percent < 0 ? "−" : "+"}${shown} %`;
};
export const noise = (row) => {
  const { low, high, median } = row.latest || {};
  return typeof low === "number" && typeof high === "number" && median ? (high - low) / 2 / Math.abs(median) : null;
};
export const day = (time) => (time || "").replace("T", " ").replace("Z", "");
export const marks = { pass: "✓", kept: "✓", fail: "✗", broken: "✗", regression: "▲", improvement: "▼", unchanged: "=", new: "+" };
export const verdict = (name) => make("span", { className: `verdict ${name}` }, `${marks[name] || "?"} ${name}`);
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const address = (row) => `#/benchmark?${new URLSearchParams({ benchmark: row.benchmark, metric: row.metric, testbed: row.testbed, unit: row.unit })}`;
export const table = (headings, rows) => make("div", { className: "scroll", tabIndex: -1 }, make("table", {},
  make("thead", {}, make("tr", {}, ...headings.map(([text, kind]) => make("th", { className: kind, scope: "col" }, text)))),
  make("tbody", {}, ...rows)));
export const cell = (content, kind = "") => make("td", { className: kind }, content);
