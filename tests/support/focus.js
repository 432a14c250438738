/** What has the focus, how its outline stands out, and whether it is in sight; a hidden check box is seen by its label. */
() => {
  const numbers = (color) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]) => [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }).reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    const [red, green, blue, alpha] = numbers(getComputedStyle(element).backgroundColor);
    if (alpha === 255) return [red, green, blue];
    const below = element.parentElement ? ground(element.parentElement) : [255, 255, 255];
    return [red, green, blue].map((value, at) => (value * alpha + below[at] * (255 - alpha)) / 255);
  };
  const element = document.activeElement;
  if (element === document.body) return null;
  const hidden = element.matches("input[type=checkbox], input[type=radio]") && element.getBoundingClientRect().width < 5;
  const shown = hidden
    ? element.labels[0]?.querySelector("span") ?? element.form.querySelector("label:not([hidden])")
    : element;
  const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(shown);
  const [one, other] = [numbers(outlineColor), ground(parseFloat(outlineOffset) < 0 ? shown : shown.parentElement)]
    .map(luminance).sort((a, b) => b - a);
  const own = (found) => found && (shown.contains(found) || found.contains(shown) || found === element);
  const above = [...shown.getClientRects()].some(({ left, top, width, height }) =>
    [0.1, 0.3, 0.5, 0.7, 0.9].some((part) => own(document.elementFromPoint(left + width * part, top + height / 2))));
  return {
    name: `${element.localName}#${element.id}.${element.className} ${element.textContent.trim().slice(0, 30)}`,
    line: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
    solid: numbers(outlineColor)[3] === 255,
    contrast: (one + 0.05) / (other + 0.05),
    seen: shown.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && above,
  };
}
