// Find anything, and the list of keys: a button, two dialogs, and the keys that open them wherever the reader is.
//
// Python gives {words, keys, start, answer}; we say {begins} when the dialog opens, {typed, seq} while it is typed in,
// {opens: {kind, key}} when something is chosen. One text is asked at a time: what is typed meanwhile goes out with its
// answer. All texts are set as text, so that nothing is made of a name.

const PATIENCE_MS = 5_000; // an answer that never came (another run took its place) is asked for again
const FIELDS = "textarea, select, [contenteditable=''], [contenteditable='true'], input";
const NO_FIELDS = "input:is([type=button], [type=checkbox], [type=radio], [type=range], [type=submit], [type=reset])";
const DRAWER = '[data-testid="stDialog"]'; // modal, so that nothing beside it takes a key
const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

const NONE = -2; // no result is the active one

const finders = new WeakMap(); // root of the component -> its finder: Streamlit calls us again for every answer

export default function ({ parentElement, data, setTriggerValue }) {
  if (!finders.has(parentElement)) finders.set(parentElement, new Finder(parentElement));
  const finder = finders.get(parentElement);
  finder.receive(data, (said) => setTriggerValue("said", said));
  return () => finder.leave();
}

class Finder {
  constructor(root) {
    this.seq = this.answered = 0;
    this.active = NONE;
    this.options = [];
    this.root = root;
    this.left = new AbortController();
    this.build(root);
    window.addEventListener("keydown", (event) => this.onKey(event), { capture: true, signal: this.left.signal });
  }

  leave() {
    this.left.abort();
  }

  build(root) {
    this.name = make("span");
    this.opener = make("button", { type: "button", className: "opener" }, this.name, make("kbd", { textContent: "/" }));
    this.opener.ariaKeyShortcuts = "/ Control+K Meta+K";
    this.opener.onclick = () => this.open();
    this.input = make("input", { type: "text", role: "combobox", autocomplete: "off", spellcheck: false, maxLength: 200 });
    this.input.setAttribute("aria-controls", "results");
    this.input.ariaAutoComplete = "list";
    this.input.oninput = () => this.onInput();
    this.results = make("div", { id: "results", className: "results", role: "listbox" });
    this.note = make("p", { className: "note" });
    this.said = make("p", { className: "said", role: "status" });
    this.finding = this.dialog("finding", this.input, this.results, this.note, this.said);
    this.list = make("dl");
    this.title = make("h2");
    this.keys = this.dialog("keys", this.title, this.list);
    root.append(this.opener, this.finding, this.keys);
  }

  dialog(className, head, ...body) {
    const close = make("button", { type: "button", className: "close" }, make("kbd", { textContent: "Esc" }));
    const line = make("div", { className: "line" }, head, close);
    const dialog = make("dialog", { className }, make("div", { className: "inside" }, line, ...body));
    close.onclick = () => this.shut(dialog);
    dialog.onpointerdown = (event) => event.target === dialog && this.shut(dialog); // beside it
    for (const type of ["keydown", "keypress", "keyup"]) dialog.addEventListener(type, (event) => event.stopPropagation());
    dialog.addEventListener("keydown", (event) => this.onKeyInside(event, dialog));
    return dialog;
  }

  // ---- What Python says ----------------------------------------------------------------------------------------

  receive(data, send) {
    this.data = data;
    this.send = send;
    const { words, keys } = data;
    this.name.textContent = words.button;
    this.input.placeholder = this.input.ariaLabel = this.finding.ariaLabel = words.hint;
    this.results.ariaLabel = words.results;
    this.title.textContent = this.keys.ariaLabel = words.keys;
    for (const close of [this.finding, this.keys]) close.querySelector(".close").ariaLabel = words.close;
    this.list.replaceChildren(...keys.flatMap(([does, pressed]) => describe(does, pressed)));
    this.take(data.answer);
  }

  take(answer) {
    if (!answer || answer.seq <= this.answered || !this.finding.open) return;
    this.answered = answer.seq;
    if (!this.text) return;
    this.results.dataset.typed = this.asked;
    this.show(answer.groups, answer.note, answer.groups.length === 0);
    if (this.isDirty) this.ask();
    else if (this.isToOpen) this.choose();
  }

  // ---- What Python hears ---------------------------------------------------------------------------------------

  get text() {
    return this.input.value.trim();
  }

  get isWaiting() {
    return this.seq > this.answered && performance.now() < this.sentAt + PATIENCE_MS;
  }

  onInput() {
    this.isDirty = true;
    this.isToOpen = false;
    if (!this.text) this.begin();
    else if (!this.isWaiting) this.ask();
  }

  ask() {
    this.isDirty = false;
    this.seq = Math.max(Date.now(), this.seq + 1); // a component that is drawn anew goes on counting
    this.sentAt = performance.now();
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.finding.open && this.text && this.seq > this.answered && this.ask(), PATIENCE_MS);
    this.asked = this.text;
    this.send({ typed: this.asked, seq: this.seq });
  }

  choose() {
    const option = this.options[this.active];
    if (!option) return;
    this.shut(this.finding);
    this.send({ opens: { kind: option.kind, key: option.key } });
  }

  // ---- Keys ----------------------------------------------------------------------------------------------------

  onKey(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    const asks = (IS_MAC ? metaKey : ctrlKey) && !altKey && !event.shiftKey && key.toLowerCase() === "k";
    const isPlain = !ctrlKey && !metaKey && !altKey && !isTyping(event);
    if (!asks && !(isPlain && (key === "/" || key === "?"))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (key === "?") this.openKeys();
    else this.open();
  }

  onKeyInside(event, dialog) {
    if (event.isComposing) return;
    const steps = dialog === this.finding ? { ArrowDown: 1, ArrowUp: -1 } : {};
    if (event.key === "Escape") this.shut(dialog);
    else if (event.key in steps) this.move(this.active === NONE ? Math.min(steps[event.key], 0) : this.active + steps[event.key]);
    else if (event.key === "Enter" && event.target === this.input) this.onEnter();
    else return;
    event.preventDefault();
  }

  onEnter() {
    if (this.text && (this.isDirty || this.seq > this.answered)) this.isToOpen = true; // the first of what is coming
    else this.choose();
  }

  // ---- Dialogs -------------------------------------------------------------------------------------------------

  open() {
    this.shut(this.keys);
    if (!this.finding.open) {
      this.input.value = "";
      this.begin();
      this.send({ begins: true });
    }
    this.raise(this.finding, () => this.input.select());
  }

  openKeys() {
    this.shut(this.finding);
    this.raise(this.keys, () => {});
  }

  // A drawer that Python puts away first would keep the focus.
  raise(dialog, then, tries = 60) {
    if (document.querySelector(DRAWER) && tries && dialog === this.finding) {
      setTimeout(() => this.raise(dialog, then, tries - 1), 50);
      return;
    }
    if (!dialog.open) dialog.showModal();
    then();
  }

  // What has the focus in a dialog keeps it until the browser draws again, and takes the next key.
  shut(dialog) {
    dialog.close();
    const { activeElement } = this.root;
    if (dialog.contains(activeElement)) activeElement.blur();
  }

  begin() {
    this.isDirty = this.isToOpen = false;
    this.answered = this.seq; // what is still coming is of no use
    this.show(this.data.start, this.data.words.start, true);
  }

  show(groups, note, isSeen) {
    this.options = groups.flatMap((group) => group.best);
    this.results.replaceChildren(...this.drawn(groups));
    this.results.hidden = this.options.length === 0;
    this.input.ariaExpanded = String(this.options.length > 0);
    this.results.scrollTop = 0;
    this.note.textContent = isSeen ? note : "";
    this.note.hidden = !isSeen;
    this.said.textContent = isSeen ? "" : note;
    this.move(this.text ? 0 : NONE);
  }

  drawn(groups) {
    this.rows = [];
    return groups.map((group, number) => {
      const name = make("span", { className: "name", id: `group-${number}`, textContent: group.title });
      const title = make("div", { className: "title", role: "presentation" }, name, make("span", { className: "count", textContent: group.count }));
      const drawn = make("div", { className: "group", role: "group" }, title, ...group.best.map((each) => this.row(each)));
      drawn.setAttribute("aria-labelledby", name.id);
      return drawn;
    });
  }

  row({ name, told, href }) {
    const number = this.rows.length;
    const row = make("a", { href, id: `result-${number}`, role: "option", tabIndex: -1 });
    row.append(make("span", { className: "name", textContent: name }), make("span", { className: "told", textContent: told }));
    row.onpointermove = () => this.active !== number && this.move(number);
    row.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a window of its own
      event.preventDefault();
      this.move(number);
      this.choose();
    };
    this.rows.push(row);
    return row;
  }

  move(number) {
    const count = this.rows.length;
    this.active = number === NONE || !count ? NONE : (number + count) % count; // from the last on to the first
    this.rows.forEach((row, each) => (row.ariaSelected = String(each === this.active)));
    const row = this.rows[this.active];
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }
}

function isTyping(event) {
  const element = event.composedPath()[0];
  return element instanceof Element && element.matches(FIELDS) && !element.matches(NO_FIELDS);
}

function describe(does, pressed) {
  const keys = pressed.map((key) => make("kbd", { textContent: IS_MAC ? key.replace("Ctrl", "⌘") : key }));
  return [make("dt", { textContent: does }), make("dd", {}, ...keys)];
}

function make(tag, properties = {}, ...children) {
  const { role, ...others } = properties;
  const element = Object.assign(document.createElement(tag), others);
  if (role) element.setAttribute("role", role);
  element.append(...children);
  return element;
}
