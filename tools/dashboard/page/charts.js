// The charts, by uPlot: each fills a holder that has its size before, so that nothing jumps.
import { change, colour, day, quantity } from "./parts.js";

let charts = [];
// Which part each chart shows, where that is not all of it; and to show it again once drawn anew.
export const zoomedParts = () => charts.map(({ data, scales: { x } }) => (x.min > data[0][0] || x.max < data[0].at(-1) ? { min: x.min, max: x.max } : null));
export const zoomTo = (parts) => parts.forEach((part, i) => part && charts[i]?.setScale("x", part));
export const clearCharts = () => {
  for (const one of charts) one.destroy();
  charts = [];
};
// A measurement in progress: percentiles over time, the limits of its budgets as dashed lines.
export const plotLive = (holder, series) => {
  const { points, unit, limits } = series;
  const at = (name) => points.map((point) => (point.count > 0 ? point[name] : null));
  const label = (_, value) => quantity(value, unit);
  const lines = [["p50", "--accent", []], ["p95", "--good", [8, 3]], ["p99", "--unsure", [2, 3]]];
  fill(holder, {
    cursor: { drag: { x: true, y: false } }, scales: { x: { time: false } },
    axes: axes(unit, { space: 60, values: (_, ticks) => ticks.map((value) => `${value} s`) }),
    series: [{ label: "after", value: (_, value) => (value === null ? "–" : `${Math.round(value)} s`) },
      ...lines.map(([name, tint, dash]) => ({ label: name, stroke: colour(tint), width: 2, dash, points: { show: points.length < 60 }, value: label })),
      ...limits.map((one) => ({ label: `limit ${one.statistic}`, stroke: colour("--bad"), width: 1, dash: [12, 6], points: { show: false }, value: label }))],
  }, [points.map((point) => point.seconds), ...lines.map(([name]) => at(name)), ...limits.map((one) => points.map(() => one.limit))]);
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
  const shown = (one) => { holder.dataset.shown = `${one.scales.x.min} ${one.scales.x.max}`; };
  const plotted = new uPlot({ ...size(), ...options, hooks: { ...options.hooks, setScale: [shown] } }, data, holder);
  charts.push(plotted);
  new ResizeObserver(() => holder.isConnected && plotted.setSize(size())).observe(holder);
};
export const plot = (holder, history, found) => {
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
export const plotDistribution = (holder, answer) => {
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
export const plotShift = (holder, answer) => {
  const label = (_, value) => (value === null ? "–" : change(1 + value));
  fill(holder, {
    cursor: { drag: { x: true, y: false } }, scales: { x: { time: false }, y: { range: (_, low, high) => [Math.min(low, -0.01) * 1.1, Math.max(high, 0.01) * 1.1] } },
    axes: axes("1", { space: 60, values: (_, ticks) => ticks.map((q) => `${Math.round(q * 100)} %`) }).map((axis, i) => (i === 1 ? { ...axis, size: 70, values: (_, ticks) => ticks.map((value) => change(1 + value)) } : axis)),
    series: [{ label: "quantile", value: (_, q) => (q === null ? "–" : `${Math.round(q * 100)} %`) }, { label: "change", stroke: colour("--accent"), width: 2, points: { show: true, size: 6 }, value: label }],
  }, [answer.shift.map((one) => one.q), answer.shift.map((one) => (one.ratio === null ? null : one.ratio - 1))]);
};
// The first chart's part that is shown: `factor` of it round its middle, moved by `move` of it; all of it without.
export const zoom = (factor, move = 0) => {
  const one = charts[0];
  if (!one) return;
  const all = one.data[0], { min, max } = one.scales.x, middle = (min + max) / 2 + (max - min) * move, half = ((max - min) * factor) / 2;
  one.setScale("x", factor ? { min: Math.max(all[0], middle - half), max: Math.min(all[all.length - 1], middle + half) } : { min: all[0], max: all[all.length - 1] });
};
