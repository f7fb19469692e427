/**
 * Breaks each line of a text at spaces so that it fits into a terminal of `width` columns; what is broken
 * off stands under the line's first word.
 */
export function wrapLines(text: string, width = 100): string {
  return text.split("\n").map((line) => {
    if (line.length <= width) return line;
    const lines: string[] = [];
    const indent = line.slice(0, line.search(/[^ ]|$/));
    let current = "";
    for (const word of line.slice(indent.length).split(" ")) {
      const longer = current === "" ? word : `${current} ${word}`;
      if (indent.length + longer.length <= width || current === "") current = longer;
      else [current] = [word, lines.push(current)];
    }
    return [...lines, current].map((part) => indent + part).join("\n");
  }).join("\n");
}
