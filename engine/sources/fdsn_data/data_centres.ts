import { ConfigurationError, nearestWord } from "../../domain/mod.ts";

/** A centre that gives waveforms and station metadata. */
export interface DataCentre {
  /** Name in messages and on the command line. */
  readonly name: string;
  /** Address under which its services lie, ending in "/fdsnws/". */
  readonly baseUrl: string;
}

/**
 * The data centres known by name.
 *
 * Source: International FDSN, list of data centres with web services, https://www.fdsn.org/datacenters/.
 */
export const DATA_CENTRES: readonly DataCentre[] = [
  { name: "earthscope", baseUrl: "https://service.earthscope.org/fdsnws/" },
  { name: "ncedc", baseUrl: "https://service.ncedc.org/fdsnws/" },
  { name: "scedc", baseUrl: "https://service.scedc.caltech.edu/fdsnws/" },
  { name: "geofon", baseUrl: "https://geofon.gfz.de/fdsnws/" },
  { name: "orfeus", baseUrl: "https://www.orfeus-eu.org/fdsnws/" },
  { name: "ingv", baseUrl: "https://webservices.ingv.it/fdsnws/" },
];

/**
 * Finds a data centre by its name or by any address of its services.
 * Throws ConfigurationError for an unknown name and for what is no http or https address.
 */
export function resolveDataCentre(nameOrUrl: string): DataCentre {
  if (!nameOrUrl.includes("/")) {
    const known = DATA_CENTRES.find(({ name }) => name === nameOrUrl.toLowerCase());
    if (known !== undefined) return known;
    const names = DATA_CENTRES.map(({ name }) => name);
    throw new ConfigurationError(
      `Unknown data centre "${nameOrUrl}": known are ${names.join(", ")}; any other is named by ` +
        "its address, such as https://example.org/fdsnws/.",
      "service",
      nearestWord(nameOrUrl, names),
    );
  }
  const url = URL.parse(nameOrUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ConfigurationError(
      `Cannot use "${nameOrUrl}" as a data centre: expected an http or https address.`,
      "service",
    );
  }
  // A copied address of one of its services works as well as that of the centre.
  url.pathname = url.pathname.replace(/\/(fdsnws(\/.*)?)?$/, "") + "/fdsnws/";
  url.hash = "";
  return { name: url.host, baseUrl: url.href };
}
