// Streamlit's own words in the language of the screen: what React writes in English is said in Japanese, and back.
// And what a click came to is brought into sight: the words of an act, or the beginning of another screen.
// The second click of a double click does nothing: what lies under it by then may be the button of the next step.
(pairs => {
  const NAMES = ["aria-label", "placeholder", "title", "alt"];
  const escaped = text => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const rule = (from, to) => {
    const holes = [...from.matchAll(/\{(\w+)\}/g)].map(found => found[1]);
    const parts = from.split(/\{\w+\}/).map(escaped);
    return {as: new RegExp("^" + parts.join("(.+)") + "$"), holes, to};
  };
  // What is exact comes before what has holes in it.
  const rules = (from, to) => pairs.map(pair => rule(pair[from], pair[to]))
    .filter(made => [...made.to.matchAll(/\{(\w+)\}/g)].every(found => made.holes.includes(found[1])))
    .sort((one, other) => one.holes.length - other.holes.length);
  const ways = {ja: rules(1, 0), en: rules(0, 1)};
  const language = () => new URLSearchParams(location.search).get("lang") === "en" ? "en" : "ja";
  const told = text => {
    for (const {as, holes, to} of ways[language()]) {
      const found = as.exec(text.trim());
      if (found) return to.replace(/\{(\w+)\}/g, (_, name) => found[1 + holes.indexOf(name)]);
    }
    return null;
  };
  // What the shop and its files say is left alone; Streamlit's words stand in none of these.
  const OURS = "[data-testid=stCode], [data-testid=stTable], [data-testid=stMarkdownContainer] *, " +
    "[data-testid=stExpander] summary, .st-key-frame";
  const ours = node => {
    const around = node.nodeType === 1 ? node : node.parentElement;
    const uploads = around?.closest("[data-testid=stFileUploaderDropzone]");
    return !around || ["SCRIPT", "STYLE", "TEXTAREA"].includes(around.tagName) || (!uploads && around.closest(OURS));
  };
  const say = node => {
    if (node.nodeType === 3) {
      const words = ours(node) ? null : told(node.nodeValue);
      if (words !== null && words !== node.nodeValue) node.nodeValue = words;
      return;
    }
    if (node.nodeType !== 1) return;
    // Signs stand beside words; their names are English and say nothing more.
    const sign = node.getAttribute("role") === "img" && / icon$/.test(node.getAttribute("aria-label") || "");
    if (sign && node.getAttribute("aria-hidden") !== "true") node.setAttribute("aria-hidden", "true");
    for (const name of NAMES) {
      const value = node.getAttribute(name);
      const words = value ? told(value) : null;
      if (words !== null && words !== value) node.setAttribute(name, words);
    }
    node.childNodes.forEach(say);
  };
  let shown = null;
  const look = () => {
    if (shown === language()) return;
    shown = language();
    document.documentElement.lang = shown;
    say(document.body);
  };
  // Which screen is open, by its address; the language and the person make no other screen of it.
  const screen = () => {
    const asked = new URLSearchParams(location.search);
    return ["page", "session", "step", "again", "of"].map(name => asked.get(name) || "").join("/");
  };
  let open = null, last = "0";
  const toBeginning = () => {
    if (open !== null && open !== screen()) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    open = screen();
  };
  // While the screen is still being drawn the words are kept in sight, unless the person has taken over.
  let until = 0;
  const toWords = () => {
    const told = document.querySelector("[class*='st-key-told-']");
    const number = /st-key-told-(\d+)/.exec(told?.className || "")?.[1];
    if (number === undefined || !told.querySelector("[data-testid=stAlert]")) return;
    if (number !== last) until = performance.now() + 2000;
    last = number;
    const {top, bottom} = told.getBoundingClientRect();
    if (performance.now() < until && (top < 0 || bottom > innerHeight)) told.scrollIntoView({block: "start"});
  };
  addEventListener("click", event => {
    const button = event.target.closest?.("[data-testid=stButton], [data-testid=stFormSubmitButton]");
    if (!button || event.detail < 2) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, {capture: true});
  for (const taken of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(taken, () => { until = 0; }, {capture: true, passive: true});
  new MutationObserver(changes => {
    look();
    toBeginning();
    toWords();
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(say);
      else say(change.target);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES,
  });
  document.addEventListener("DOMContentLoaded", look);
})(PAIRS);
