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

  // A picture whose chosen size is not on this device shows the size that offline copies keep.
  const plain = ({ target }) => {
    if (!(target instanceof HTMLImageElement)) return;
    const sources = target.closest("picture")?.querySelectorAll("source") ?? [];
    if (!sources.length && !target.srcset) return;
    for (const source of sources) source.remove();
    target.removeAttribute("srcset");
    target.src = target.getAttribute("src");
  };
  addEventListener("error", plain, true);
})();
