import type { Station } from "../../engine/domain/mod.ts";

/** Stations with the sensitivities of their channels as StationXML 1.1. */
export function stationXmlOf(stations: readonly Station[]): string {
  const place = ({ latitude, longitude }: { latitude: number; longitude: number }) =>
    `<Latitude>${latitude}</Latitude><Longitude>${longitude}</Longitude><Elevation>0</Elevation>`;
  const list = stations.map((station) => {
    const channels = station.channels.map((channel) =>
      `<Channel code="${channel.channel}" locationCode="${channel.location}">${place(channel)}` +
      `<Depth>0</Depth><Azimuth>0</Azimuth><Dip>-90</Dip>` +
      `<SampleRate>${channel.samplingRateHz}</SampleRate><Response><InstrumentSensitivity>` +
      `<Value>${channel.response!.sensitivity}</Value><Frequency>1</Frequency>` +
      `<InputUnits><Name>${channel.response!.inputUnit}</Name></InputUnits>` +
      `<OutputUnits><Name>counts</Name></OutputUnits></InstrumentSensitivity></Response></Channel>`
    );
    return `<Station code="${station.station}">${place(station)}<Site><Name>A</Name></Site>` +
      `${channels.join("")}</Station>`;
  });
  return '<?xml version="1.0"?><FDSNStationXML xmlns="http://www.fdsn.org/xml/station/1" ' +
    'schemaVersion="1.1"><Source>test</Source><Created>2026-01-01T00:00:00Z</Created>' +
    `<Network code="XX">${list.join("")}</Network></FDSNStationXML>`;
}
