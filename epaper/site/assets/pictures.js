// A picture whose chosen size is not on this device shows the size that offline copies keep.

function plain(image) {
  const picture = image.closest("picture");
  const sources = picture ? [...picture.querySelectorAll("source")] : [];
  if (!sources.length && !image.srcset) return;
  for (const source of sources) source.remove();
  image.removeAttribute("srcset");
  image.src = image.getAttribute("src");
}

export function pictures() {
  addEventListener("error", (event) => event.target instanceof HTMLImageElement && plain(event.target), true);
  for (const image of document.images) {
    if (image.complete && image.naturalWidth === 0 && image.loading !== "lazy") plain(image);
  }
}
