import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import { readStations, readWholeFile } from "../../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";

interface Expectation {
  file: string;
  /** Per station: code, channels, channels with a response; as grep counts them in the file. */
  stations: readonly (readonly [string, number, number])[];
  /** Kinds of note, each once. */
  notes?: readonly string[];
}

const RANDOM: Expectation["stations"] = [
  ["ebdz.rrkqyXsRMJtPa", 2, 0],
  ["ebdz.ZQIatgoWMP7RvldEnG", 2, 0],
  ["Cetn60ul.kz1hxjMxdEkTW", 2, 0],
  ["Cetn60ul.R7ZLYLMP", 2, 0],
];
const ALASKA: Expectation["stations"] = [["AK.BAGL", 1, 1], ["AK.BWN", 2, 2], ["AZ.BZN", 3, 3]];
const ARRAY: Expectation["stations"] = [["TA.A04A", 0, 0], ["TA.A04D", 0, 0], ["TR.ALNG", 0, 0]];

const EXPECTATIONS: readonly Expectation[] = [
  { file: "BW_RJOB.xml", stations: [["BW.RJOB", 3, 3]] },
  { file: "F1_423_small.xml", stations: [["QI.TPASS", 1, 0]], notes: ["no response"] },
  { file: "IRIS_single_channel_with_response.xml", stations: [["IU.ANMO", 1, 1]] },
  { file: "IRIS_single_channel_with_response_custom_tags.xml", stations: [["IU.ANMO", 1, 1]] },
  { file: "channel_level_fdsn.txt", stations: ALASKA, notes: ["flat response"] },
  { file: "channel_level_fdsn_faulty_header.txt", stations: ALASKA, notes: ["flat response"] },
  { file: "channel_level_fdsn_no_endtime.txt", stations: ALASKA, notes: ["flat response"] },
  {
    file: "channel_without_coordinates.xml",
    stations: [["IV.LATE", 1, 0]],
    notes: ["place of the station"],
  },
  { file: "empty_channel.xml", stations: [["IV.LATE", 0, 0]], notes: ["left out"] },
  { file: "full_network_field_station.xml", stations: [], notes: ["no stations"] },
  {
    file: "full_random_stationxml.xml",
    stations: RANDOM,
    notes: ["no elevation", "no response", "wrong value"],
  },
  {
    file: "full_random_stationxml_1_0.xml",
    stations: RANDOM,
    notes: ["no elevation", "no response", "wrong value"],
  },
  { file: "full_station_field_station.xml", stations: [["PY.PY", 0, 0]] },
  { file: "log_channel_fdsn.txt", stations: [["6E.SH01", 1, 0]] },
  { file: "minimal_station.xml", stations: [], notes: ["no stations"] },
  { file: "minimal_station_with_microseconds.xml", stations: [], notes: ["no stations"] },
  {
    file: "minimal_with_non_obspy_module_and_sender_tags_station.xml",
    stations: [],
    notes: ["no stations"],
  },
  { file: "network_level_fdsn.txt", stations: [], notes: ["no stations"] },
  { file: "network_level_fdsn_no_endtime.txt", stations: [], notes: ["no stations"] },
  { file: "no_default_namespace.xml", stations: [], notes: ["no stations"] },
  { file: "only_soh.xml", stations: [["TA.034A", 2, 0]], notes: ["no response"] },
  { file: "station_level_fdsn.txt", stations: ARRAY },
  { file: "station_level_fdsn_no_endtime.txt", stations: ARRAY },
  { file: "stationxml_BK.CMB.__.LKS.xml", stations: [["BK.CMB", 1, 0]], notes: ["no response"] },
  { file: "stationxml_IU.ANTO.30.LDO.xml", stations: [["IU.ANTO", 1, 0]], notes: ["no response"] },
  {
    file: "stationxml_with_availability.xml",
    stations: [["IU.ANMO", 1, 1]],
    notes: ["flat response"],
  },
  { file: "unicode_example_fdsn.txt", stations: [["PR.CTN1", 0, 0]] },
];

const read = async (path: string) =>
  readStations(await readWholeFile(sharedFile(`data/${path}`)), path);

for (const { file, stations, notes = [] } of EXPECTATIONS) {
  testWithSharedData(`stations as the file holds them: ${file}`, async () => {
    const reading = await read(`metadata/stationxml/${file}`);
    assertEquals(
      reading.stations.map(({ network, station, channels }) => [
        `${network}.${station}`,
        channels.length,
        channels.filter(({ response }) => response !== undefined).length,
      ]),
      stations.map((expected) => [...expected]),
    );
    assertEquals([...new Set(reading.notes.map(({ kind }) => kind))].sort(), [...notes].sort());
  });
}

const REFUSED: readonly [string, RegExp][] = [
  ["XM.05.seed", /it is a SEED volume; expected StationXML/],
  ["version20.xml", /version is not known \(line 2, field "schemaVersion", value "2\.0"\)/],
];

for (const [file, message] of REFUSED) {
  testWithSharedData(`refused with a reason: ${file}`, async () => {
    const bytes = await readWholeFile(sharedFile(`data/metadata/stationxml/${file}`));
    assertMatch(assertThrows(() => readStations(bytes, file), InputError).message, message);
  });
}

testWithSharedData("the values of a channel are those of its file", async () => {
  const { stations: [anmo] } = await read(
    "metadata/stationxml/IRIS_single_channel_with_response.xml",
  );
  assertEquals([anmo.latitude, anmo.longitude, anmo.elevationM], [34.94591, -106.4572, 1820]);
  const [channel] = anmo.channels;
  assertEquals([channel.location, channel.channel, channel.depthM], ["10", "BHZ", 57]);
  assertEquals([channel.azimuthDegrees, channel.dipDegrees, channel.samplingRateHz], [0, -90, 40]);
  assertEquals(channel.startMs, Date.UTC(2012, 2, 13, 8, 10));
  assertEquals(channel.response?.inputUnit, "m/s");
  assertEquals(channel.response?.sensitivity, 3.31283e10);
  assertEquals(channel.response?.poles.length, 5);
  assertEquals(channel.response?.poles[4], { real: -911.1, imaginary: 0 });
  const { stations: [jsc] } = await read("metadata/stationxml_co_jsc/co_jsc.staxml");
  assertEquals([jsc.network, jsc.station, jsc.channels.length], ["CO", "JSC", 1]);
  const { stations: [bagl, bwn] } = await read("metadata/stationxml/channel_level_fdsn.txt");
  assertEquals(bagl.channels[0].location, "");
  assertEquals(bwn.channels.map(({ depthM }) => depthM), [0, 1.5]);
  assertEquals(bwn.channels[0].endMs, Date.UTC(2014, 4, 28, 23, 59, 59));
  assertEquals(bwn.channels[1].response?.sensitivity, 4.98112e8);
});

testWithSharedData("the list of an association set is read with its components", async () => {
  const { stations, notes } = await read("arrivals/ridgecrest_picks/stations.csv");
  const rows = (await Deno.readTextFile(sharedFile("data/arrivals/ridgecrest_picks/stations.csv")))
    .trim().split("\n").slice(1).map((line) => line.split("\t"));
  const codes = new Set(rows.map(([code]) => code.split(".").slice(0, 2).join(".")));
  assertEquals(new Set(stations.map((one) => `${one.network}.${one.station}`)), codes);
  const components = rows.reduce((sum, row) => sum + row[5].split(",").length, 0);
  const channels = stations.flatMap((one) => one.channels);
  assertEquals(channels.length, components);
  assertEquals(stations[0].channels.map((one) => one.channel).slice(0, 3), ["BHE", "BHN", "BHZ"]);
  assertEquals(channels[0].response?.sensitivity, 627368000);
  assertEquals(notes.map(({ kind }) => kind), ["flat response"]);
});
