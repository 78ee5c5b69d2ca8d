// The page of alerts: what is open, and what readers say to it.
import { api, cell, day, make, remember, remembered, table } from "./parts.js";

let changed = async () => {}; // draws anew
export const onChange = (draw) => { changed = draw; };
// What readers say to alerts. The header is what a page elsewhere cannot send.
const write = async (path, fields) => {
  const response = await fetch(`api/v1/alerts/${path}`, { method: "POST", headers: { "Content-Type": "application/json", "X-Pawl-Write": "1" }, body: JSON.stringify(fields) });
  if (!response.ok) throw new Error((await response.json()).error);
  await changed();
};
const alertState = (alert) => make("span", {}, make("span", { className: `verdict ${alertColours[alert.state]}` }, `${alertMarks[alert.state]} ${alert.state}`),
  alert.silenced_by ? ` silenced by ${alert.silenced_by} until ${day(alert.silenced_until)}` : "", alert.by ? ` by ${alert.by}` : "");
const alertMarks = { open: "●", acknowledged: "◐", pending: "○", resolved: "✓" };
const alertColours = { open: "fail", acknowledged: "inconclusive", pending: "", resolved: "pass" };
const field = (label, properties) => make("input", { ariaLabel: label, placeholder: label, ...properties });
// Asks for what a change takes in a dialog, which the keyboard can leave.
const ask = (title, inputs, action, send) => {
  const problem = make("p", { className: "warning", role: "alert", hidden: true });
  const name = field("Your name", { id: "who", required: true, maxLength: 100, value: remembered("name") || "" });
  const dialog = make("dialog", { ariaLabel: title }, make("form", { method: "dialog",
    onsubmit: async (event) => {
      event.preventDefault();
      remember("name", name.value);
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
export const alerts = async () => {
  const answer = await api("alerts");
  const button = (text, of, onclick) => make("button", { type: "button", ariaLabel: `${text}: ${of}`, onclick }, text);
  const rows = answer.alerts.map((alert) => make("tr", {}, cell(alert.summary, "name"), cell(alertState(alert)), cell(`${alert.suite} on ${alert.testbed}`, "wide"), cell(alert.rule, "wide"),
    cell(day(alert.resolved || alert.opened || alert.since), "wide"), cell(alert.note || "", "name wide"),
    cell(answer.may_write && alert.state === "open" ? make("span", { className: "buttons" }, button("Acknowledge", alert.summary, () => acknowledge(alert)), button("Silence", alert.summary, () => silence(alert))) : "")));
  const now = new Date().toISOString();
  const silences = answer.silences.filter((one) => one.until > now).map((one) => make("tr", {}, cell(one.benchmark, "name"), cell(one.rule, "wide"), cell(one.owner), cell(day(one.until)), cell(one.reason, "name"),
    cell(answer.may_write ? button("End", `${one.benchmark}, ${one.reason}`, () => write("unsilence", { id: one.id }).catch((error) => window.alert(error.message))) : "")));
  return [make("h1", {}, "Alerts"), answer.trouble ? make("p", { className: "warning" }, answer.trouble) : null,
    answer.may_write ? null : make("p", {}, "Read only: pawl serve --allow-writes lets alerts be acknowledged and silenced here; pawl alerts ack does so anywhere."),
    rows.length === 0 ? make("p", {}, "No alert has fired.") : table([["Alert"], ["State"], ["Suite", "wide"], ["Rule", "wide"], ["Since", "wide"], ["Note", "wide"], [""]], rows),
    silences.length === 0 ? null : make("h2", {}, "Silences"),
    silences.length === 0 ? null : table([["Benchmark"], ["Rule", "wide"], ["Owner"], ["Until"], ["Reason"], [""]], silences)];
};
