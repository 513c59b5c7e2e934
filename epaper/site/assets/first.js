// Runs before the first paint, so that a page never flashes in another theme or size of text.
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
})();
