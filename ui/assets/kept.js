/* What stays in this browser: conversations, a question that has not been answered yet, the filter. */
window.newsKept = (() => {
  "use strict";

  const PREFIX = "news-assistant:";
  const CONVERSATION = PREFIX + "conversation:";
  const SOON = 200;  // milliseconds in which Gradio has drawn what it was sent

  /* Conversations: each under its own key, the tab's own by its session. */
  function keep(carried) {
    if (!carried) return;
    const { id, turns } = JSON.parse(carried);
    sessionStorage.setItem(PREFIX + "current", id);
    if (!turns.length) return;
    const kept = { saved: Date.now(), title: turns[0].question, carried };
    try {
      localStorage.setItem(CONVERSATION + id, JSON.stringify(kept));
    } catch {
      // The storage is full: the oldest conversation makes room.
      const oldest = conversations().at(-1);
      if (oldest && oldest.id !== id) {
        localStorage.removeItem(CONVERSATION + oldest.id);
        keep(carried);
      }
    }
  }

  const current = () => sessionStorage.getItem(PREFIX + "current");

  function recall() {
    return conversations().find((kept) => kept.id === current())?.carried ?? "";
  }

  function conversations() {
    const found = [];
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(CONVERSATION)) continue;
      try {
        const kept = JSON.parse(localStorage.getItem(key));
        found.push({ ...kept, id: key.slice(CONVERSATION.length) });
      } catch {
        localStorage.removeItem(key);
      }
    }
    return found.sort((a, b) => b.saved - a.saved);
  }

  /* The menu of conversations: take one up, forget one, and undo that while the menu is open. */
  function offerHistory(element, trigger) {
    const menu = element.querySelector(".history");
    let undo = null;
    const made = (tag, text, does) => {
      const one = document.createElement(tag);
      one.textContent = text;
      if (tag === "button") one.type = "button";
      if (does) one.addEventListener("click", (event) => {
        event.stopPropagation();  // or the menu would close: the button is no longer in it
        does();
      });
      return one;
    };
    const line = (...parts) => {
      const item = document.createElement("li");
      item.append(...parts);
      return item;
    };
    const forget = (kept) => {
      const key = CONVERSATION + kept.id;
      const stored = localStorage.getItem(key);
      const open = kept.id === current();
      localStorage.removeItem(key);
      if (open) trigger("new");  // what is forgotten is not left on the screen either
      undo = () => {
        localStorage.setItem(key, stored);
        if (open) trigger("restore", { stored: kept.carried });
        undo = null;
        list();
      };
      list();
      menu.querySelector(".unforget").focus();
    };
    const row = (kept) => {
      const open = made("button", kept.title, () => {
        menu.open = false;
        trigger("restore", { stored: kept.carried });
      });
      open.append(made("time", new Date(kept.saved).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" })));
      const gone = made("button", "×", () => forget(kept));
      gone.className = "forget";
      gone.title = "Forget";
      gone.setAttribute("aria-label", "Forget " + kept.title);
      return line(open, gone);
    };
    const list = () => {
      const rows = conversations().map(row);
      if (!rows.length) rows.push(line("Nothing is kept in this browser."));
      if (undo) {
        const back = made("button", "Undo", undo);
        back.className = "unforget";
        rows.unshift(line(made("span", "Forgotten."), back));
      }
      menu.querySelector("ul").replaceChildren(...rows);
    };
    menu.addEventListener("toggle", () => {
      undo = null;
      if (menu.open) list();
    });
  }

  /* A question is kept while it is typed and until it has been answered: a page that is loaded
     again, or a server that stops, does not lose it. */
  const DRAFT = PREFIX + "draft";
  const field = () => document.querySelector("#question textarea");
  let isBack = false;  // until then the field is empty because nothing has been put back

  function saveDraft() {
    if (!isBack || !field()) return;
    const asked = document.querySelector(".latest .turn.answer:is(.waiting, .reading) .question");
    const draft = field().value || asked?.textContent || "";
    if (draft) sessionStorage.setItem(DRAFT, draft);
    else sessionStorage.removeItem(DRAFT);
  }
  const saveDraftSoon = () => setTimeout(saveDraft, SOON);

  function putDraftBack() {
    if (!field()) return setTimeout(putDraftBack, SOON);
    const draft = sessionStorage.getItem(DRAFT);
    if (draft && !field().value) {
      field().value = draft;
      field().dispatchEvent(new Event("input", { bubbles: true }));  // Gradio learns of it so
    }
    isBack = true;
    field().addEventListener("input", saveDraft);
  }

  /* The filter of the list, in this tab. What is searched for is in the browser's hands alone: the
     server would set it to what it was some letters ago. */
  const FILTER = PREFIX + "filter";
  const recallFilter = () => {
    try {
      return sessionStorage.getItem(FILTER) ?? "";
    } catch {
      return "";  // the browser keeps nothing
    }
  };

  function followFilter(element, watch) {
    let typed = new URLSearchParams(recallFilter()).get("query") ?? "";
    const keep = () => {
      try {
        sessionStorage.setItem(FILTER, new URLSearchParams(new FormData(element.querySelector("form"))));
      } catch {
        // Storing is not allowed: only a reload loses it.
      }
    };
    element.addEventListener("input", () => {
      typed = element.querySelector("[name=query]").value;
      keep();
    });
    watch("value", () => {
      const field = element.querySelector("[name=query]");
      if (!field) return;  // the library is empty
      if (field.value !== typed) field.value = typed;
      keep();
    });
  }

  return { keep, recall, recallFilter, followFilter, offerHistory, putDraftBack, saveDraftSoon };
})();
