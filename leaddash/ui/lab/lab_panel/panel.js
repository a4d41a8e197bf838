// The weights panel: draws the controls Python describes and tells Python where the hand is.
//
// Python gives {version, seq, language, words, groups}; the panel sends {values, seq, held, version}. `held` is the
// key of what a hand is moving. `seq` counts what was sent; Python hands the last one it has seen back, and that is
// the answer: until it comes nothing more is sent, moves are only remembered, and then the newest state goes out.
// `version` counts what Python put here by itself: when it is a new one, the values given are taken over.

const IDLE_MS = 250; // after the last key, and the answer to it, the hand is off the panel
const PATIENCE_MS = 15_000; // an answer that never came (the run failed) must not silence the panel for ever
const ARROW = "M3 1.5v4h4M3.2 5.4A4.7 4.7 0 1 1 3.4 9.6";

const panels = new WeakMap(); // root of the component -> its panel: Streamlit calls us again for every answer

export default function ({ parentElement, data, setStateValue }) {
  if (!panels.has(parentElement)) panels.set(parentElement, new Panel(parentElement));
  panels.get(parentElement).receive(data, (state) => setStateValue("hand", state));
}

class Panel {
  constructor(root) {
    this.root = root;
    this.values = new Map(); // what every control says now; null is off
    this.last = new Map(); // the number a control had before it was switched off
    this.touched = new Map(); // the seq in which a control's last move goes out
    this.rows = new Map();
    this.seq = this.answered = 0;
    this.held = null; // {key, by: "pointer" | "keys", moved}
  }

  // ---- What Python says ----------------------------------------------------------------------------------------

  receive(data, send) {
    this.data = data;
    this.send = send;
    this.answered = data.seq;
    this.seq = Math.max(this.seq, data.seq); // a panel drawn anew goes on counting
    this.controls = new Map(data.groups.flatMap((group) => group.controls.map((each) => [each.key, each])));
    this.takeOver(data.version !== this.version);
    if (this.held?.by !== "pointer") this.draw(); // a redraw would tear the slider out of the hand
    if (this.held?.by === "keys" && !this.isKeyDown) this.releaseSoon(); // who looks at the answer may press again
    this.flush();
  }

  takeOver(isNew) {
    for (const [key, control] of this.controls) {
      const isOurs = this.held?.key === key || (this.touched.get(key) ?? 0) > this.answered;
      if (!this.values.has(key) || (isNew && !isOurs)) this.values.set(key, control.value);
      else if (isNew && this.values.get(key) !== control.value) this.isDirty = true; // Python has yet to hear of it
    }
    this.version = this.data.version;
    if (isNew && this.shown) this.paintAll();
  }

  // ---- What Python hears ---------------------------------------------------------------------------------------

  get isWaiting() {
    return this.seq > this.answered && performance.now() < this.sentAt + PATIENCE_MS;
  }

  flush() {
    if (!this.isDirty || this.isWaiting || !this.root.isConnected) return;
    this.isDirty = false;
    this.seq += 1;
    this.sentAt = performance.now();
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.flush(), PATIENCE_MS + 1);
    this.send({ values: this.changes(), seq: this.seq, held: this.held?.key ?? null, version: this.version });
  }

  changes(controls = [...this.controls.values()]) {
    const changed = controls.filter(({ key, agreed }) => this.values.get(key) !== agreed);
    return Object.fromEntries(changed.map(({ key }) => [key, this.values.get(key)]));
  }

  // ---- The hand ------------------------------------------------------------------------------------------------

  grab(key, by) {
    if (this.held && this.held.key !== key) this.release();
    this.held = { key, by, moved: this.held?.moved ?? false };
  }

  release() {
    clearTimeout(this.idle);
    if (!this.held) return;
    this.isDirty ||= this.held.moved;
    const { key } = this.held;
    this.held = null;
    this.draw(); // what Python described anew while the hand was on it
    this.paint(key);
    this.flush();
  }

  releaseSoon() {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => (this.isWaiting ? this.releaseSoon() : this.release()), IDLE_MS);
  }

  set(key, value) {
    if (!this.controls.has(key)) return; // Python took it away under the hand
    if (this.values.get(key) !== null) this.last.set(key, this.values.get(key));
    this.values.set(key, value);
    this.touched.set(key, this.seq + 1);
    this.isDirty = true;
    this.paint(key);
    this.paintCounts();
  }

  settle(key, value) {
    this.release();
    if (this.values.get(key) !== value) this.set(key, value);
    this.paint(key);
    this.flush();
  }

  // A slider: the pointer holds it from down to up, wherever up happens; keys hold it until they rest.
  onPointerDown(key, event) {
    if (event.button !== 0) return;
    this.grab(key, "pointer");
    const ended = new AbortController();
    const end = () => {
      ended.abort();
      setTimeout(() => this.release()); // after the slider's own last `input`
    };
    for (const type of ["pointerup", "pointercancel"]) window.addEventListener(type, end, { signal: ended.signal });
  }

  onSlide(key, range) {
    if (this.held?.by !== "pointer") this.grab(key, "keys");
    this.held.moved = true;
    this.set(key, Number(range.value));
    this.flush();
    if (this.held?.by === "keys" && !this.isKeyDown) this.releaseSoon();
  }

  onType(key, number) {
    const floor = this.controls.get(key)?.never_below;
    const typed = number.valueAsNumber;
    this.typing = null;
    this.settle(key, Number.isFinite(typed) ? Math.max(typed, floor ?? typed) : this.values.get(key));
  }

  onSwitch(key, isOn) {
    const { agreed, least, never_below: floor } = this.controls.get(key);
    this.settle(key, isOn ? (this.last.get(key) ?? agreed ?? Math.max(least, floor ?? least)) : null);
  }

  onReset(key) {
    this.settle(key, this.controls.get(key).agreed);
    const { range, power } = this.rows.get(key);
    (range.disabled ? power : range).focus(); // its own button is gone
  }

  onResetAll() {
    this.release();
    for (const key of Object.keys(this.changes())) this.set(key, this.controls.get(key).agreed);
    this.flush();
    this.root.querySelector("summary")?.focus();
  }

  // ---- Drawing: once, and again only when what is shown besides the values changes -------------------------------

  draw() {
    const { words, language, groups } = this.data;
    const shown = JSON.stringify([words, language, groups], (name, value) => (name === "value" ? undefined : value));
    if (shown === this.shown) return;
    this.shown = shown;
    this.format = new Intl.NumberFormat(language, { maximumFractionDigits: 6 });
    this.plural = new Intl.PluralRules(language);
    const folded = new Map([...this.root.querySelectorAll("details")].map((each) => [each.dataset.key, each.open]));
    const focused = this.root.activeElement?.id;
    this.root.querySelector(".panel")?.remove();
    this.rows.clear();
    this.total = make("span", { className: "total" });
    this.resetAll = make("button", { type: "button", textContent: words.reset_all });
    this.resetAll.onclick = () => this.onResetAll();
    const head = make("div", { className: "head" }, this.total, this.resetAll);
    this.groups = groups.map((group) => this.drawGroup(group, folded));
    const body = make("div", { className: "groups" }, ...this.groups.map(({ details }) => details));
    const named = { className: "panel", role: "group", ariaLabel: words.panel, lang: language };
    this.root.append(make("div", named, head, body));
    if (focused) this.root.getElementById(focused)?.focus();
    this.paintAll();
  }

  drawGroup(group, folded) {
    const count = make("span", { className: "count" });
    const summary = make("summary", {}, make("span", { className: "title", textContent: group.title }), count);
    const rows = group.controls.map((control) => this.drawRow(control));
    const details = make("details", { open: folded.get(group.key) ?? group.is_open }, summary, ...rows);
    details.dataset.key = group.key;
    return { group, details, count };
  }

  drawRow(control) {
    const { key, label, help, step } = control;
    const { words } = this.data;
    const id = `control-${this.rows.size}`;
    const range = make("input", { type: "range", id, step });
    const number = make("input", { type: "number", id: `${id}-number`, step: "any", inputMode: "decimal" });
    const power = make("input", { type: "checkbox", id: `${id}-on`, role: "switch" });
    const mark = make("span", { className: "mark", ariaHidden: "true" }); // the slider says it
    const reset = make("button", { type: "button", className: "reset" }, arrow(), make("span"));
    number.ariaLabel = fill(words.exactly, { label });
    power.ariaLabel = fill(words.use, { label });
    if (help) range.ariaDescription = help;
    range.onpointerdown = (event) => this.onPointerDown(key, event);
    range.onkeydown = () => (this.isKeyDown = true);
    range.onblur = () => ((this.isKeyDown = false), this.held?.by === "keys" && this.release());
    range.onkeyup = () => ((this.isKeyDown = false), this.held?.by === "keys" && this.releaseSoon());
    range.oninput = () => this.onSlide(key, range);
    number.oninput = () => (this.typing = number);
    number.onchange = () => this.onType(key, number);
    number.onblur = () => this.typing === number && this.onType(key, number);
    number.onwheel = () => number.blur(); // scrolling the panel must not turn a weight
    number.onkeydown = (event) => {
      if (event.key === "Escape") number.value = this.values.get(key);
      if (event.key === "Escape" || event.key === "Enter") this.onType(key, number);
    };
    power.onchange = () => this.onSwitch(key, power.checked);
    reset.onclick = () => this.onReset(key);
    const named = make("label", { htmlFor: id, textContent: label, title: help || label });
    const name = make("div", { className: "name" }, named, ...(control.can_be_off ? [power] : []));
    const slide = make("div", { className: "slide" }, range, mark);
    const off = make("span", { className: "off", textContent: control.off_label || words.off });
    const row = make("div", { className: "row" }, name, slide, number, off, reset);
    this.rows.set(key, { row, range, number, power, mark, reset });
    return row;
  }

  // ---- Painting: the values onto what is drawn -----------------------------------------------------------------

  paintAll() {
    for (const key of this.rows.keys()) this.paint(key);
    this.paintCounts();
  }

  paint(key) {
    const { words } = this.data;
    const control = this.controls.get(key);
    const value = this.values.get(key);
    const { row, range, number, power, mark, reset } = this.rows.get(key) ?? {};
    if (!control || !row) return; // not drawn (yet, any more); and under the hand the ends stay where they are:
    const [least, most] = this.held?.key === key ? [Number(range.min), Number(range.max)] : ends(control, value);
    const isChanged = value !== control.agreed;
    const isOff = value === null;
    row.classList.toggle("is-changed", isChanged);
    row.classList.toggle("is-off", isOff);
    range.disabled = number.disabled = isOff;
    power.checked = !isOff;
    Object.assign(range, { min: least, max: most });
    if (!isOff && Number(range.value) !== value) range.value = value;
    if (this.typing !== number && number.valueAsNumber !== value) number.value = isOff ? "" : value;
    mark.hidden = control.agreed === null;
    const at = (one) => Math.min(1, Math.max(0, (one - least) / (most - least || 1)));
    const places = [control.agreed ?? least, value ?? least].map(at);
    row.style.setProperty("--agreed", places[0]);
    row.style.setProperty("--from", Math.min(...places));
    row.style.setProperty("--to", Math.max(...places));
    const said = fill(words.value_of, { value: this.said(control, value), unit: control.unit || words.points });
    const agreed = this.said(control, control.agreed);
    mark.title = fill(words.agreed, { value: agreed });
    range.ariaValueText = isChanged ? `${said} (${mark.title})` : said;
    reset.hidden = !isChanged;
    reset.lastChild.textContent = control.agreed === null ? "" : agreed;
    reset.title = reset.ariaLabel = fill(words.reset, { label: control.label, value: agreed });
  }

  paintCounts() {
    const { words } = this.data;
    const told = (controls) => {
      const n = Object.keys(this.changes(controls)).length;
      const text = words[`changed_${this.plural.select(n)}`] ?? words.changed_other;
      return n ? fill(text, { n: this.format.format(n) }) : "";
    };
    for (const { group, count } of this.groups) count.textContent = told(group.controls);
    this.total.textContent = told() || words.as_agreed;
    this.resetAll.hidden = !told();
  }

  said({ off_label: off }, value) {
    return value === null ? off || this.data.words.off : this.format.format(value);
  }
}

// The slider's ends, moved out in whole steps where the value or the agreed one lies beyond them.
function ends({ agreed, least, most, step }, value) {
  const inside = [value, agreed].filter((one) => one !== null);
  const over = (far) => Math.ceil(Math.max(0, far) / step) * step;
  return [least - over(least - Math.min(...inside)), most + over(Math.max(...inside) - most)];
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function arrow() {
  const innerHTML = `<svg viewBox="0 0 14 14" aria-hidden="true"><path d="${ARROW}"/></svg>`;
  return make("template", { innerHTML }).content.firstChild;
}
