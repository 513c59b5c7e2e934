// Runs before the first paint, so that a page never flashes in another theme or size of text, and
// before the first picture, so that none fails unseen.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("epaper.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    const size = Number(localStorage.getItem("epaper.size"));
    if (size >= 0.8 && size <= 2.5) root.style.setProperty("--size", String(size));
  } catch {
    // a browser that keeps nothing shows the device's theme and the usual size
  }

  // A picture whose chosen size is not on this device shows the size that offline copies keep. If
  // that does not come either, all is asked for again, once: a server may have been too busy.
  const PAUSE = 8000; // ms
  const first = new WeakMap();
  const plain = ({ target }) => {
    if (!(target instanceof HTMLImageElement)) return;
    const sources = [...(target.closest("picture")?.querySelectorAll("source") ?? [])];
    const chosen = sources.length > 0 || target.srcset !== "";
    const src = target.getAttribute("src");
    if (!first.has(target)) first.set(target, { sources, srcset: target.getAttribute("srcset"), again: 1 });
    const kept = first.get(target);
    if (chosen) {
      for (const source of sources) source.remove();
      target.removeAttribute("srcset");
      target.src = src;
    } else if (kept.again) {
      kept.again -= 1;
      const ask = () => {
        if (kept.srcset) target.setAttribute("srcset", kept.srcset);
        if (kept.sources.length) target.before(...kept.sources);
        else target.src = src;
      };
      if (navigator.onLine) setTimeout(ask, PAUSE);
      else addEventListener("online", ask, { once: true });
    }
  };
  addEventListener("error", plain, true);
})();
