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
      if (source.getAttribute("role") === "checkbox") {
        data.checked = source.getAttribute("aria-checked") !== "true";
        source.setAttribute("aria-checked", String(data.checked));
      }
      // The reader remembers by itself what was opened.
      if (data.do === "open" || data.do === "cite") showPanel("reader", false);
      // What these make is shown above the text.
      if (data.do === "summarise" || data.do === "statements") scrollReader(0);
      if (["ask", "edit", "digest", "timeline"].includes(data.do)) showPanel("chat");
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
        trigger(form.dataset.submit, Object.fromEntries(new FormData(form)));
      }
    });
    if (names.includes("restore")) offerHistory(element, trigger);
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
    const article = document.querySelector("#paper .paper")?.dataset.article;
    for (const offered of document.querySelectorAll("#ask-this nav")) {
      offered.hidden = offered.dataset.of !== article;
    }
  }

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

  /* Conversations stay in this browser: each under its own key, the tab's own by its session. */
  function keep(carried) {
    if (!carried) return;
    const { id, turns } = JSON.parse(carried);
    sessionStorage.setItem(PREFIX + "current", id);
    if (!turns.length) return;
    const kept = { saved: Date.now(), title: turns[0].question, carried };
    try {
      localStorage.setItem(PREFIX + "conversation:" + id, JSON.stringify(kept));
    } catch {
      // The storage is full: the oldest conversation makes room.
      const oldest = conversations().at(-1);
      if (oldest && oldest.id !== id) {
        localStorage.removeItem(PREFIX + "conversation:" + oldest.id);
        keep(carried);
      }
    }
  }

  function recall() {
    const id = sessionStorage.getItem(PREFIX + "current");
    return conversations().find((kept) => kept.id === id)?.carried ?? "";
  }

  function conversations() {
    const found = [];
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX + "conversation:")) continue;
      try {
        const kept = JSON.parse(localStorage.getItem(key));
        found.push({ ...kept, id: key.slice((PREFIX + "conversation:").length) });
      } catch {
        localStorage.removeItem(key);
      }
    }
    return found.sort((a, b) => b.saved - a.saved);
  }

  function offerHistory(element, trigger) {
    const menu = element.querySelector(".history");
    const button = (text, does) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.addEventListener("click", does);
      return made;
    };
    const row = (kept) => {
      const open = button(kept.title, () => {
        menu.open = false;
        trigger("restore", { stored: kept.carried });
      });
      const asked = document.createElement("time");
      asked.textContent = new Date(kept.saved).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
      open.append(asked);
      const forget = button("×", (event) => {
        event.stopPropagation();  // or the menu would close: the button is no longer in it
        localStorage.removeItem(PREFIX + "conversation:" + kept.id);
        list();
        menu.querySelector("summary").focus();
      });
      forget.className = "forget";
      forget.title = "Forget";
      forget.setAttribute("aria-label", "Forget " + kept.title);
      const made = document.createElement("li");
      made.append(open, forget);
      return made;
    };
    const list = () => {
      const rows = conversations().map(row);
      if (!rows.length) {
        const none = document.createElement("li");
        none.textContent = "Nothing is kept in this browser.";
        rows.push(none);
      }
      menu.querySelector("ul").replaceChildren(...rows);
    };
    menu.addEventListener("toggle", () => { if (menu.open) list(); });
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
    const button = within(event, "button[data-copy], button[data-panel], button[data-theme-switch]");
    if (!button) {
      const menu = document.querySelector(".history[open]");
      if (menu && !menu.contains(event.target)) menu.open = false;
      return;
    }
    if (button.dataset.copy !== undefined) copy(button);
    else if (button.dataset.panel) showPanel(button.dataset.panel);
    else if (button.dataset.themeSwitch !== undefined) switchTheme();
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

  document.addEventListener("DOMContentLoaded", startTheme);
  if (document.readyState !== "loading") startTheme();
  document.body?.setAttribute("data-panel", "chat");

  return { listen, keep, recall, download };
})();
