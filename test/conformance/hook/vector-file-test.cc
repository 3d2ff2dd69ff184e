// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/native-runner.h"
#include "test/conformance/hook/packet-generator.h"
#include "test/conformance/hook/vector-codec.h"
#include "test/conformance/hook/vector-file.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{
namespace
{

using testing::HasSubstr;
using testing::ThrowsMessage;

/// Vectors of the native build, full maps among them.
VectorFile
RunNatively()
{
    VectorFile file{&kEncapsulateProgram, "Linux 0", "2026-01-02", {}};
    NativeRunner native(kEncapsulateProgram);
    PacketGenerator generator(kEncapsulateProgram, 7);
    for (int batch = 0; batch < 20; ++batch)
    {
        for (HookCase& input : generator.NextBatch())
        {
            HookOutcome result = native.Run(input);
            file.vectors.push_back({std::move(input), std::move(result)});
        }
    }
    return file;
}

const VectorFile&
SomeVectors()
{
    static const VectorFile file = RunNatively();
    return file;
}

std::string
RefusalOf(const Bytes& bytes)
{
    try
    {
        DecodeVectors(bytes);
    }
    catch (const std::exception& error)
    {
        return error.what();
    }
    return "accepted";
}

TEST(VectorFileTest, WhatIsWrittenIsRead)
{
    const VectorFile file = SomeVectors();
    const VectorFile read = DecodeVectors(EncodeVectors(file));
    EXPECT_EQ(read.program, &kEncapsulateProgram);
    EXPECT_EQ(read.kernel, "Linux 0");
    EXPECT_EQ(read.date, "2026-01-02");
    ASSERT_EQ(read.vectors.size(), file.vectors.size());
    for (size_t i = 0; i < file.vectors.size(); ++i)
    {
        const HookCase& input = file.vectors[i].input;
        const HookCase& again = read.vectors[i].input;
        EXPECT_EQ(again.kind, input.kind);
        EXPECT_EQ(again.ifindex, input.ifindex);
        EXPECT_EQ(again.frame, input.frame);
        EXPECT_EQ(*again.maps, *input.maps);
        EXPECT_EQ(read.vectors[i].result, file.vectors[i].result);
    }
}

TEST(VectorFileTest, MapsThatManyStartFromAreWrittenOnce)
{
    const VectorFile read = DecodeVectors(EncodeVectors(SomeVectors()));
    EXPECT_EQ(read.vectors[0].input.maps, read.vectors[1].input.maps);
}

TEST(VectorFileTest, EveryShorterFileIsRefused)
{
    VectorFile file = SomeVectors();
    file.vectors.resize(3);
    const Bytes whole = EncodeVectors(file);
    ASSERT_EQ(RefusalOf(whole), "accepted");
    for (size_t length = 0; length < whole.size(); ++length)
    {
        EXPECT_NE(RefusalOf(Bytes(whole.begin(), whole.begin() + length)), "accepted") << length;
    }
}

TEST(VectorFileTest, EveryChangedByteIsNoticed)
{
    VectorFile file = SomeVectors();
    file.vectors.resize(3);
    Bytes bytes = EncodeVectors(file);
    for (uint8_t& byte : bytes)
    {
        byte ^= 0x10;
        EXPECT_NE(RefusalOf(bytes), "accepted");
        byte ^= 0x10;
    }
}

TEST(VectorFileTest, RefusalSaysWhatIsWrong)
{
    VectorFile file = SomeVectors();
    file.vectors.resize(3);
    const Bytes whole = EncodeVectors(file);
    Bytes otherFormat = whole;
    otherFormat[27] = '2';
    Bytes damaged = whole;
    damaged[whole.size() / 2] ^= 1;
    EXPECT_EQ(RefusalOf({}), "it ends early");
    EXPECT_EQ(RefusalOf(otherFormat), "it does not start with 'vnlab hook vectors, format 1'");
    EXPECT_EQ(RefusalOf(damaged), "its checksum is wrong");
}

TEST(VectorFileTest, RefusalNamesTheFile)
{
    const std::filesystem::path path = testing::TempDir() + "damaged.vec";
    std::ofstream(path) << "noise\n";
    EXPECT_THAT([&] { ReadVectorFile(path); },
                ThrowsMessage<std::runtime_error>(
                    HasSubstr("damaged.vec is no vector file: it does not start with")));
    std::filesystem::remove(path);
    EXPECT_THAT([&] { ReadVectorFile(path); },
                ThrowsMessage<std::runtime_error>(HasSubstr("damaged.vec: cannot be read")));
}

RC_GTEST_PROP(VectorCodecTest, FramesAreReadAsWritten, (const Bytes& frame, const Bytes& like))
{
    ByteWriter writer;
    WriteFrame(writer, frame, like);
    ByteReader reader(writer.Written());
    RC_ASSERT(ReadFrame(reader, like) == frame);
    RC_ASSERT(reader.AtEnd());
}

TEST(VectorCodecTest, OutputOfATunnelCostsOnlyItsHeaders)
{
    const Bytes frame = UdpFrame(400);
    const Bytes tunnelled = Join(Bytes(50, 0xaa), frame);
    EXPECT_EQ(NewBytes(tunnelled, frame), 50U);
    EXPECT_EQ(NewBytes(frame, tunnelled), 0U);
    EXPECT_EQ(NewBytes(frame, frame), 0U);
    EXPECT_EQ(NewBytes(frame, {}), frame.size());
}

TEST(VectorCodecTest, RowsOfEntriesAreShort)
{
    MapContents contents;
    for (uint8_t i = 0; i < 100; ++i)
    {
        const Bytes key{10, 0, 0, i};
        contents.keys.insert(contents.keys.end(), key.begin(), key.end());
        contents.values.insert(contents.values.end(), encap_map.value_size, 7);
    }
    ByteWriter writer;
    WriteContents(writer, encap_map, contents);
    EXPECT_EQ(writer.Written().size(), 1 + 2 * (1 + encap_map.key_size + encap_map.value_size));
    ByteReader reader(writer.Written());
    EXPECT_EQ(ReadContents(reader, encap_map), contents);
}

TEST(VectorCodecTest, EntriesThatAProgramAddsOrRemovesAreKept)
{
    const MapContents before{{0, 0, 0, 1}, Bytes(encap_map.value_size, 1)};
    const MapContents after{{0, 0, 0, 2}, Bytes(encap_map.value_size, 1)};
    ByteWriter writer;
    WriteChanges(writer, encap_map, before, after);
    ByteReader reader(writer.Written());
    EXPECT_EQ(ReadChanges(reader, encap_map, before), after);
}

} // namespace
} // namespace ns3::vnlab
