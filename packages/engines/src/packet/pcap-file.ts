import { ByteWriter } from "./byte-writer.ts";

/** One frame of a capture. */
export interface CapturedFrame {
  /** Microseconds since 1970-01-01T00:00:00Z. */
  readonly time: number;
  /** The frame from its Ethernet header on. */
  readonly bytes: Uint8Array;
}

const MAGIC_MICROSECONDS = 0xa1b2c3d4;
const SNAPSHOT_LENGTH = 262_144;
const LINKTYPE_ETHERNET = 1;
const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
const MICROSECONDS = 1_000_000;

/**
 * A capture file in the classic pcap format, version 2.4, big-endian, Ethernet
 * (draft-ietf-opsawg-pcap). Frames are written in the order given.
 */
export function pcapFile(frames: readonly CapturedFrame[]): Uint8Array {
  const length = frames.reduce((sum, frame) => sum + RECORD_HEADER_LENGTH + frame.bytes.length, FILE_HEADER_LENGTH);
  const writer = new ByteWriter(length)
    .uint32(MAGIC_MICROSECONDS)
    .uint16(2)
    .uint16(4)
    .uint32(0)
    .uint32(0)
    .uint32(SNAPSHOT_LENGTH)
    .uint32(LINKTYPE_ETHERNET);
  for (const { time, bytes } of frames) {
    writer
      .uint32(Math.floor(time / MICROSECONDS))
      .uint32(time % MICROSECONDS)
      .uint32(bytes.length)
      .uint32(bytes.length)
      .bytes(bytes);
  }
  return writer.toBytes();
}
