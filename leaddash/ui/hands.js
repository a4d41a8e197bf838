// What hands do anywhere on the page: a link that opens leads, a mark of a chart, a button that copies, a fold kept open.
const folds = new Map(); // key of a fold -> whether it is open, for as long as the page is
let opener = null; // what was pressed last, to which the keyboard goes back
let wasOpen = false; // whether a dialog was there when the page last changed

const plain = (event) => !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
const isIdle = (element) => element === document.body || element?.tagName === "MAIN";
// The cells of a heat map are numbered by row and column, what they were drawn of one by one.
const numberOf = ({ pointNumber, data, x, y }) => Array.isArray(pointNumber)
  ? Array.from(data.x).findIndex((each, number) => each === x && data.y[number] === y)
  : pointNumber;
const within = (event, selector) => event.target.closest?.(selector);

// The number that opened the drawer takes the keyboard back, once Streamlit has done moving it.
const giveBack = (from) => {
  opener = null;
  const again = () => from.isConnected ? from : document.querySelector(`a[data-opens="${CSS.escape(from.dataset?.opens ?? "")}"]`);
  for (const wait of [0, 100, 250, 500]) {
    setTimeout(() => isIdle(document.activeElement) && again()?.focus({ preventScroll: true }), wait);
  }
};

export default function ({ data, setTriggerValue }) {
  const open = (word, from) => {
    if (!from?.closest('[role="dialog"]')) opener = from;
    setTriggerValue("opened", word);
  };

  const press = (event) => {
    const link = within(event, "a[data-opens]");
    if (link && plain(event)) {
      event.preventDefault();
      event.stopPropagation();
      open(link.dataset.opens, link);
    }
    const copies = within(event, "button[data-copies]");
    if (copies) copy(copies);
  };

  const copy = async (button) => {
    const origin = new URL(".", window.location.href).href.replace(/\/$/, "");
    await navigator.clipboard.writeText(button.dataset.copies.replaceAll("{origin}", origin));
    const said = button.textContent;
    button.textContent = data.copied;
    setTimeout(() => { button.textContent = said; }, 1500);
  };

  // Plotly says which mark was clicked only to whoever listens to the chart itself.
  const reach = (event) => {
    const chart = within(event, ".js-plotly-plot");
    if (!chart?.on || !chart.layout?.meta?.opens) return;
    const heard = {
      plotly_click: ({ points: [point] }) => {
        const word = chart.layout.meta.opens[numberOf(point)];
        if (word) open(word, chart);
      },
      plotly_hover: () => { chart.dataset.isOverMark = ""; },
      plotly_unhover: () => { delete chart.dataset.isOverMark; },
    };
    for (const [name, hear] of Object.entries(heard)) {
      if (chart.leaddashHeard) chart.removeListener(name, chart.leaddashHeard[name]);
      chart.on(name, hear);
    }
    chart.leaddashHeard = heard;
  };

  const fold = (event) => {
    const key = event.target.dataset?.fold;
    if (key) folds.set(key, event.target.open);
  };

  // What is drawn again comes folded as it was made; what a dialog covered takes the keyboard again once that is gone.
  const restore = () => {
    for (const made of document.querySelectorAll("details[data-fold]")) {
      const kept = folds.get(made.dataset.fold);
      if (kept !== undefined && made.open !== kept) made.open = kept;
    }
    const isOpen = document.querySelector('[role="dialog"]') !== null;
    if (opener && wasOpen && !isOpen) giveBack(opener);
    wasOpen = isOpen;
  };

  const watched = new MutationObserver(restore);
  watched.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", press, true);
  document.addEventListener("pointerover", reach, true);
  document.addEventListener("toggle", fold, true);
  return () => {
    watched.disconnect();
    document.removeEventListener("click", press, true);
    document.removeEventListener("pointerover", reach, true);
    document.removeEventListener("toggle", fold, true);
  };
}
