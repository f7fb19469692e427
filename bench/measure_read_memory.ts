/** Reads and cleans the catalogue that the argument names; prints events and peak memory as JSON. */
import { cleanCatalogue } from "../engine/preprocessing/mod.ts";
import { openCatalogueSource, readCatalogue } from "../engine/sources/mod.ts";
import { peakMemoryMb } from "./peak_memory.ts";
import { writeText } from "./write_results.ts";

const { catalogue } = await readCatalogue(await openCatalogueSource(Deno.args[0]));
const cleaned = cleanCatalogue(catalogue).catalogue;
writeText("out", JSON.stringify({ events: cleaned.size, peakResidentMb: peakMemoryMb(Deno.pid) }));
