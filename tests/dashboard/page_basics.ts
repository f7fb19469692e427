import type { Page } from "playwright-core";

/** What every page needs that axe does not tell of, or only as a moderate fault; a line each where it is missing. */
export function findMissingBasics(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const meta = (name: string) =>
      document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
    if (document.documentElement.lang !== "en") faults.push("no language");
    if (!/ · Quakecast$/.test(document.title)) faults.push(`a title "${document.title}"`);
    if (!meta("viewport").includes("width=device-width")) faults.push("no viewport");
    if (meta("description").length < 30) faults.push("no description");
    const levels = [...document.querySelectorAll("main h1, main h2, main h3, main h4")]
      .map(({ tagName }) => Number(tagName[1]));
    if (levels.filter((level) => level === 1).length !== 1) faults.push("not one heading h1");
    levels.forEach((level, i) => {
      if (level > (levels[i - 1] ?? 0) + 1) faults.push(`h${level} after h${levels[i - 1]}`);
    });
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 0) {
      const edge = document.documentElement.clientWidth;
      const far = [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > edge)
        .map(({ tagName, className }) => `${tagName} ${className}`);
      faults.push(`${wide} pixels beyond the side: ${far.slice(0, 5).join(", ")}`);
    }
    for (const target of document.querySelectorAll("button, select, summary, nav a")) {
      const { width, height } = target.getBoundingClientRect();
      const isSeen = width > 0 && height > 0;
      if (isSeen && (width < 24 || height < 24)) {
        faults.push(`"${target.textContent}" is ${Math.round(width)} by ${Math.round(height)}`);
      }
    }
    return faults;
  });
}
