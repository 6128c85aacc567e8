/* Whether the server is there still, asked of it every few seconds while the page is seen.

   Each start of the server has another app_id. What this page showed of the one before is lost to
   it, so the page is loaded again; the conversation and the question typed are in this browser. */
window.newsPulse = (() => {
  "use strict";

  const EVERY = 5000;
  const STOPPED = "The assistant has stopped; start it again and this page reconnects.";
  const BACK = "The assistant is back. Copy the text you have pasted, then load this page again.";
  let known = null;

  function say(text) {
    let banner = document.getElementById("stopped");
    if (!banner) {
      banner = document.createElement("p");
      banner.id = "stopped";
      banner.setAttribute("role", "status");
      document.body.append(banner);
    }
    banner.hidden = !text;
    if (banner.textContent !== text) banner.textContent = text;
  }

  async function look() {
    if (document.hidden) return;
    let id;
    try {
      const answer = await fetch(new URL("gradio_api/app_id", document.baseURI), { cache: "no-store", signal: AbortSignal.timeout(EVERY) });
      id = (await answer.json()).app_id;
    } catch (error) {
      // A server that is only slow has not stopped.
      if (error.name !== "TimeoutError") say(STOPPED);
      return;
    }
    known ??= id;
    if (id === known) say("");
    else if ([...document.querySelectorAll("#library textarea")].some((text) => text.value)) say(BACK);
    else location.reload();
  }

  function start() {
    look();
    setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
  }

  return { start };
})();
