// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VECTOR_CODEC_H
#define VNLAB_VECTOR_CODEC_H

#include "test/conformance/hook/byte-stream.h"
#include "test/conformance/hook/hook-case.h"

namespace ns3::vnlab
{

/// Writes a frame by what it shares with another at the front and at the end.
void WriteFrame(ByteWriter& writer, const Bytes& frame, const Bytes& like);

/// @return what WriteFrame was given, if `like` is the same
Bytes ReadFrame(ByteReader& reader, const Bytes& like);

/// @return number of bytes that WriteFrame would write out
size_t NewBytes(const Bytes& frame, const Bytes& like);

/// Writes all entries of a map.
void WriteContents(ByteWriter& writer, const vnlab_map& map, const MapContents& contents);

/// @return what WriteContents was given
MapContents ReadContents(ByteReader& reader, const vnlab_map& map);

/// Writes the entries of `after` that differ from `before`; all of them where the keys do.
void WriteChanges(ByteWriter& writer,
                  const vnlab_map& map,
                  const MapContents& before,
                  const MapContents& after);

/// @return what WriteChanges was given as `after`, if `before` is the same
MapContents ReadChanges(ByteReader& reader, const vnlab_map& map, const MapContents& before);

} // namespace ns3::vnlab

#endif // VNLAB_VECTOR_CODEC_H
