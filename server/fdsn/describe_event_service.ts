import { EVENT_PARAMETERS, type EventParameter } from "./event_parameters.ts";

/** Types of XML Schema by the kind of a parameter. */
const XML_TYPES: Readonly<Record<EventParameter["kind"], string>> = {
  ...{ number: "xs:double", count: "xs:int", time: "xs:dateTime", text: "xs:string" },
  ...{ boolean: "xs:boolean", choice: "xs:string" },
};

/** What /fdsnws/event/1/ says to a person. */
export function describeEventService(): string {
  const lines = Object.entries(EVENT_PARAMETERS).map(([name, { aliases, about, choices }]) => {
    const words = choices === undefined ? "" : ` (${choices.join(", ")})`;
    return `  ${[name, ...aliases].join(", ").padEnd(28)} ${about}${words}\n`;
  });
  return "FDSN event service: query, catalogs, contributors, version, application.wadl\n\n" +
    `query takes\n${lines.join("")}`;
}

/** The document of /fdsnws/event/1/application.wadl, for programs that read what a service can do. */
export function writeEventWadl(origin: string): string {
  const parameters = Object.entries(EVENT_PARAMETERS).map(([name, { kind, choices = [] }]) => {
    const head = `<param name="${name}" style="query" type="${XML_TYPES[kind]}"`;
    if (choices.length === 0) return `${head}/>`;
    return `${head}>${choices.map((word) => `<option value="${word}"/>`).join("")}</param>`;
  });
  const resource = (path: string, type: string, content = "") =>
    `    <resource path="${path}"><method name="GET"><request>${content}</request><response>` +
    `<representation mediaType="${type}"/></response></method></resource>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<application xmlns="http://wadl.dev.java.net/2009/02" ` +
    `xmlns:xs="http://www.w3.org/2001/XMLSchema">\n` +
    `  <resources base="${escapeXml(origin)}/fdsnws/event/1/">\n` +
    resource("query", "application/xml", parameters.join("")) +
    resource("catalogs", "application/xml") +
    resource("contributors", "application/xml") +
    resource("version", "text/plain") +
    resource("application.wadl", "application/xml") +
    `  </resources>\n</application>\n`;
}

/** A list of names as XML: `<Catalogs><Catalog>...`. */
export function writeNames(list: string, item: string, names: readonly string[]): string {
  const items = names.map((name) => `  <${item}>${escapeXml(name)}</${item}>\n`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${list}>\n${items}</${list}>\n`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
