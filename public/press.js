// Before a page can hear presses its script has to come. Until then the last one is kept here, and made
// again once the part of the page that it was on is awake (lib/client/early-press.ts).
(() => {
  let early = null;
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.("[data-waking] button");
      if (!button) return;
      early = button;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  document.addEventListener("raxx-awake", () => {
    const button = early;
    if (button === null || button.closest("[data-waking]") !== null) return;
    early = null;
    if (button.isConnected) button.click();
  });
})();
