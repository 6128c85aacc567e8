/* The page's own script. It is small because the server draws everything: here are only the
   things that a server cannot do. No library, and nothing fetched from anywhere.

   Elements speak through attributes:
     data-do="name"      a click triggers the component's event `name` with the element's data
     data-form="name"    a change inside triggers the event `name` with the form's fields
     data-submit="name"  sending the form does so
     data-copy="text"    a click copies the text
     data-panel="name"   a click shows that panel (on a phone, where one is shown at a time)
*/
window.newsPage = (() => {
  "use strict";

  const PREFIX = "news-assistant:";
  const TYPING_PAUSE = 180;

  const within = (event, selector) =>
    event.target instanceof Element ? event.target.closest(selector) : null;

  /* Events of a component. Called once for each, when Gradio mounts it; `element` stays, what is
     in it is replaced, so the listeners sit on `element`. */
  function listen(element, trigger, watch, names) {
    element.addEventListener("click", (event) => {
      const source = within(event, "[data-do]");
      if (!source || !names.includes(source.dataset.do)) return;
      const data = { ...source.dataset };
      if (data.do === "tick") Object.assign(data, newsTicks.click(source));
      if (data.do === "remove") data.articles = newsTicks.articlesOf(source);
      if (["tick_all", "clear_scope", "remove_ticked"].includes(data.do)) newsTicks.yieldToServer();
      // The reader remembers by itself what was opened.
      if (data.do === "open" || data.do === "cite") showPanel("reader", false);
      // What these make is shown above the text.
      if (data.do === "summarise" || data.do === "statements") {
        scrollReader(0);
        awaited = data.do === "summarise" ? "Summary" : "Who said what";
      }
      if (["ask", "edit", "digest", "timeline"].includes(data.do)) showPanel("chat");
      if (data.do === "ask") openAskThis(false);
      if (data.do === "edit") focusQuestion();
      trigger(data.do, data);
    });
    let waiting;
    const changed = (event) => {
      const form = within(event, "[data-form]");
      if (!form || !names.includes(form.dataset.form)) return;
      clearTimeout(waiting);
      waiting = setTimeout(
        () => trigger(form.dataset.form, Object.fromEntries(new FormData(form))),
        event.type === "input" ? TYPING_PAUSE : 0
      );
    };
    element.addEventListener("input", changed);
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      changed(event);
      const form = within(event, "[data-submit]");
      if (form && names.includes(form.dataset.submit)) {
        form.closest("details")?.removeAttribute("open");
        const data = Object.fromEntries(new FormData(form));
        if (form.dataset.ofArticle !== undefined) {
          data.article = openArticle();
          form.reset();
          openAskThis(false);
          showPanel("chat");
        }
        trigger(form.dataset.submit, data);
      }
    });
    if (names.includes("restore")) newsKept.offerHistory(element, trigger);
    if (names.includes("filter")) newsKept.followFilter(element, watch);
    if (names.includes("tick")) {
      newsTicks.follow(element, watch);
      newsPlace.follow(element, watch);
    }
    if (names.includes("tick_all")) watch("value", () => newsTicks.keep(element));
    if (names.includes("thumb")) watch("value", markCited);
    if (names.includes("step")) followReader(element, trigger, watch);
    if (element.closest("#ask-this")) watch("value", showSuggestions);
    if (names.includes("samples")) followChat(element, watch);
    if (names.includes("refresh")) {
      // Somebody else, or another tab, may have changed the library meanwhile.
      document.addEventListener("visibilitychange", () => {
        if (!document.hidden) trigger("refresh");
      });
    }
  }

  /* The reader: scroll once for each opening; remember it, so that "back" comes back to it. */
  let goingBackTo = null;
  let awaited = "";  // what is being made of the article, to be scrolled to if it is far down
  function followReader(element, trigger, watch) {
    let opened = "0";
    watch("value", () => {
      const paper = element.querySelector(".paper");
      const article = paper?.dataset.article ?? "";
      for (const row of document.querySelectorAll("#shelf .row")) {
        const open = row.querySelector(".row-open").dataset.article === article;
        row.toggleAttribute("aria-current", open);
        if (open) row.setAttribute("aria-current", "true");
      }
      showSuggestions();
      markCited();
      const asking = document.getElementById("ask-this");
      openAskThis(asking.classList.contains("open") && asking.dataset.of === article);
      const made = element.querySelector(`.aside[aria-label="${awaited}"]`);
      if (made && !element.querySelector(".progress-line")) {
        awaited = "";
        if (made.getBoundingClientRect().top > window.innerHeight / 2) made.scrollIntoView({ block: "start" });
      }
      if (!paper || paper.dataset.opened === opened) return;
      opened = paper.dataset.opened;
      const mark = paper.querySelector("mark");
      if (mark) mark.scrollIntoView({ block: "center" });
      else scrollReader(0);
      if (goingBackTo !== article) history.pushState({ panel: "reader", article }, "", "#article=" + article);
      goingBackTo = null;
    });
    window.addEventListener("popstate", (event) => {
      const article = articleOfAddress();
      showPanel(event.state?.panel ?? "chat", false);
      if (!article || article === element.querySelector(".paper")?.dataset.article) return;
      goingBackTo = article;
      trigger("open", { article });
    });
    if (articleOfAddress()) trigger("open", { article: articleOfAddress() });
  }

  /* Questions are found late: those of the article before must not stand below this one. */
  function showSuggestions() {
    for (const offered of document.querySelectorAll("#ask-this nav")) {
      offered.hidden = offered.dataset.of !== openArticle();
    }
  }

  const openArticle = () => document.querySelector("#paper .paper")?.dataset.article;

  /* Questions to the open article hang from the bar above it, wherever one is in its text. */
  function openAskThis(open, focus = false) {
    const asking = document.getElementById("ask-this");
    const bar = document.querySelector("#paper .reader-bar");
    const button = bar?.querySelector("[data-ask-this]");
    asking.classList.toggle("open", open && Boolean(bar));
    button?.setAttribute("aria-expanded", String(open));
    if (!open || !bar) return;
    asking.dataset.of = openArticle();
    const { bottom, left, width } = bar.getBoundingClientRect();
    Object.assign(asking.style, { top: bottom + "px", left: left + "px", width: width + "px" });
    if (focus) asking.querySelector("input").focus();
  }

  /* The number in the chat whose words the reader marks. Turns of another conversation have the
     same numbers, so the name of the conversation counts too. */
  function markCited() {
    const latest = document.querySelector(".latest")?.dataset.last ?? "";
    const conversation = latest.slice(0, latest.lastIndexOf("-"));
    const cited = document.querySelector("#paper .paper")?.dataset.cited ?? "";
    let first = null;
    for (const number of document.querySelectorAll("#turns .cite-number")) {
      const { turn, number: n } = number.dataset;
      const isCited = cited !== "" && cited === `${conversation}-${turn}-${n}`;
      if (isCited) number.setAttribute("aria-current", "true");
      else number.removeAttribute("aria-current");
      if (isCited) first ??= number;
    }
    if (first && cited !== followed) first.scrollIntoView({ block: "nearest" });
    followed = cited;
  }
  let followed = "";

  function scrollReader(top) {
    document.getElementById("reader").scrollTop = top;
  }

  function focusQuestion() {
    document.querySelector("#question textarea")?.focus();
  }

  const articleOfAddress = () => /^#article=([0-9a-f]+)$/.exec(location.hash)?.[1] ?? null;

  /* The chat: bring a new question to the top, then leave the scrolling to the reader. */
  function followChat(element, watch) {
    let last = null;
    watch("value", () => {
      newsKept.saveDraftSoon();
      const latest = element.querySelector(".latest");
      if (!latest || latest.dataset.last === last) return;
      last = latest.dataset.last;
      latest.scrollIntoView({ block: "start" });
    });
  }

  /* Panels: all three are shown where there is room; the style sheet hides two on a phone. */
  function showPanel(name, remember = true) {
    if (document.body.dataset.panel === name) return;
    document.body.dataset.panel = name;
    for (const tab of document.querySelectorAll(".tabs [data-panel]")) {
      tab.setAttribute("aria-pressed", String(tab.dataset.panel === name));
    }
    const folded = getComputedStyle(document.getElementById("tabs")).display !== "none";
    if (remember && folded) history.pushState({ panel: name }, "", location.href);
  }

  function download(carried) {
    if (!carried) return;
    const { name, text } = JSON.parse(carried);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async function copy(button) {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https, browsers other than on this machine leave only the old way.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }

  /* Dark or light: the system's choice, until this browser has one of its own. */
  function setTheme(dark) {
    document.body.classList.toggle("dark", dark);
  }
  function switchTheme() {
    const dark = !document.body.classList.contains("dark");
    localStorage.setItem(PREFIX + "theme", dark ? "dark" : "light");
    setTheme(dark);
  }
  function startTheme() {
    const chosen = localStorage.getItem(PREFIX + "theme");
    if (chosen) setTheme(chosen === "dark");
  }

  document.addEventListener("click", (event) => {
    const button = within(event, "button[data-copy], button[data-panel], button[data-theme-switch], button[data-ask-this]");
    if (!within(event, "#ask-this, [data-ask-this]")) openAskThis(false);
    if (!button) {
      const menu = document.querySelector(".history[open]");
      if (menu && !menu.contains(event.target)) menu.open = false;
      return;
    }
    if (button.dataset.copy !== undefined) copy(button);
    else if (button.dataset.panel) showPanel(button.dataset.panel);
    else if (button.dataset.themeSwitch !== undefined) switchTheme();
    else openAskThis(button.getAttribute("aria-expanded") !== "true", true);
  });

  /* A quotation opens upwards where the list of turns ends below it. */
  function placeTip(event) {
    const tip = within(event, ".cite")?.querySelector(".tip");
    const turns = tip?.closest("#turns");
    if (!turns) return;
    tip.classList.remove("up");
    tip.classList.toggle("up", tip.getBoundingClientRect().bottom > turns.getBoundingClientRect().bottom);
  }
  function closeTip() {
    document.activeElement?.closest(".cite")?.querySelector("button").blur();
  }
  window.addEventListener("resize", () => openAskThis(false));
  document.addEventListener("mouseover", placeTip);
  document.addEventListener("focusin", placeTip);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const menu = document.querySelector(".history[open]");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      } else if (within(event, "#question")) event.target.blur();  // for the keys below
      if (within(event, "#ask-this")) document.querySelector("[data-ask-this]")?.focus();
      openAskThis(false);
      closeTip();
      return;
    }
    if (within(event, "input, textarea, select, [contenteditable]")) return;
    const press = (by) => {
      closeTip();  // it would stand over the answer while the reader goes on to another quotation
      const step = document.querySelector(`#paper [data-do="step"][data-by="${by}"]`);
      (step ?? document.querySelector(".latest .cite-number"))?.click();
    };
    if (event.key === "/") {
      event.preventDefault();
      showPanel("chat");
      focusQuestion();
    } else if (event.key === "n") press("1");
    else if (event.key === "p") press("-1");
  });

  /* Files dropped anywhere on the page go where the button would put them. */
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!hasFiles(event)) return;
    event.preventDefault();
    const input = document.querySelector('#library input[type="file"]');
    if (!input) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  function start() {
    startTheme();
    newsKept.putDraftBack();
    newsPulse.start();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  document.body?.setAttribute("data-panel", "chat");

  const { keep, recall } = newsKept;
  const recallShelf = () => [newsTicks.recall(), newsKept.recallFilter()];
  return { listen, keep, recall, recallShelf, download };
})();
