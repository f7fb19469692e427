/** An element of XML with all that is in it. */
export interface XmlElement {
  /** Name without its prefix. */
  readonly name: string;
  /** Values of its attributes that belong to no namespace, by name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Line on which its tag ends, the first line being 1. */
  readonly line: number;
  /** The element around it; undefined for the root. */
  readonly parent?: XmlElement;
  /** Elements in it, in order, without those that were handed out before. */
  readonly children: XmlElement[];
  /** Text that is directly in it, as it stands. */
  text: string;
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  if (element === undefined) return undefined;
  for (const child of element.children) if (child.name === name) return child;
  return undefined;
}

/** All children of a name, in order. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The element at the end of a path of first children, such as `elementAt(origin, "time", "value")`. */
export function elementAt(
  element: XmlElement | undefined,
  ...path: readonly string[]
): XmlElement | undefined {
  let found = element;
  for (const name of path) found = childOf(found, name);
  return found;
}

/** The text at the end of a path of first children, blanks at its ends left out; empty where there is none. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string {
  return elementAt(element, ...path)?.text.trim() ?? "";
}
