// The words inside an element that are harder to read than WCAG 2.2 AA allows (1.4.3: 4.5 to 1).
(root) => {
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const isOpaque = (colour) => numbers(colour).length === 3 || numbers(colour)[3] === 1;

  function luminance(colour) {
    const [red, green, blue] = numbers(colour).map((one) => one / 255).map((one) =>
      one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function ground(element) {
    const colour = getComputedStyle(element).backgroundColor;
    return isOpaque(colour) ? colour : ground(element.parentElement);
  }

  function ratio(element) {
    const both = [getComputedStyle(element).color, ground(element)].map(luminance).sort((a, b) => b - a);
    return (both[0] + 0.05) / (both[1] + 0.05);
  }

  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim();
    const found = words ? ratio(walker.currentNode.parentElement) : 21;
    if (found < 4.5) faint.push(`${words}: ${found.toFixed(2)}`);
  }
  return faint;
}
