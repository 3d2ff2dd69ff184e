// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/vector-file.h"

#include "test/conformance/hook/vector-codec.h"

#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <unordered_map>

namespace ns3::vnlab
{

namespace
{

constexpr const char* kFormat = "vnlab hook vectors, format 1";
constexpr size_t kWindow = 32; // how many of the last frames are tried as likenesses
constexpr uint64_t kMaxVectors = 1 << 20;
constexpr size_t kChecksumBytes = 8;

/// FNV-1a, 64 bits: finds damage, not malice.
uint64_t
Checksum(std::span<const uint8_t> bytes)
{
    uint64_t sum = 0xcbf29ce484222325;
    for (uint8_t byte : bytes)
    {
        sum = (sum ^ byte) * 0x100000001b3;
    }
    return sum;
}

Bytes
ChecksumBytes(std::span<const uint8_t> bytes)
{
    uint64_t sum = Checksum(bytes);
    Bytes written;
    for (size_t i = 0; i < kChecksumBytes; ++i, sum >>= 8)
    {
        written.push_back(static_cast<uint8_t>(sum));
    }
    return written;
}

/// @return the frame a number of vectors ago (1 is the last); no bytes for 0
const Bytes&
EarlierFrame(const std::vector<Vector>& vectors, size_t end, size_t distance)
{
    static const Bytes kNothing;
    return distance == 0 ? kNothing : vectors.at(end - distance).input.frame;
}

/// @return how long ago the vector was whose frame tells most about the next one: one of the last,
/// or the longest
size_t
BestDistance(const std::vector<Vector>& vectors, size_t end, size_t longest)
{
    const Bytes& frame = vectors[end].input.frame;
    size_t best = 0;
    size_t least = frame.size();
    for (size_t i = 1; i <= std::min(end, kWindow) + 1; ++i)
    {
        const size_t distance = i <= std::min(end, kWindow) ? i : end - longest;
        const size_t cost = NewBytes(frame, EarlierFrame(vectors, end, distance));
        if (cost < least)
        {
            best = distance;
            least = cost;
        }
    }
    return best;
}

std::string
TakeLine(ByteReader& reader)
{
    std::string line;
    for (char next = reader.Take(1).front(); next != '\n'; next = reader.Take(1).front())
    {
        line += next;
    }
    return line;
}

std::string
TakeField(ByteReader& reader, const std::string& name)
{
    const std::string line = TakeLine(reader);
    if (!line.starts_with(name + ' '))
    {
        throw std::runtime_error("it has no line '" + name + " …' where there should be one");
    }
    return line.substr(name.size() + 1);
}

uint64_t
TakeCount(ByteReader& reader)
{
    const std::string text = TakeField(reader, "vectors");
    uint64_t count = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || count > kMaxVectors)
    {
        throw std::runtime_error("'" + text + "' is no number of vectors");
    }
    return count;
}

Vector
TakeVector(ByteReader& reader,
           const HookProgram& program,
           const std::vector<Vector>& earlier,
           std::vector<std::shared_ptr<const MapState>>& states)
{
    const auto kind = CaseKind(reader.Number(uint64_t(CaseKind::kCount) - 1));
    const uint64_t state = reader.Number(states.size());
    if (state == states.size())
    {
        MapState contents;
        for (const vnlab_map* map : program.maps)
        {
            contents.push_back(ReadContents(reader, *map));
        }
        states.push_back(std::make_shared<MapState>(std::move(contents)));
    }
    const uint32_t ifindex = reader.Number(UINT32_MAX);
    const size_t distance = reader.Number(earlier.size());
    Vector vector{{{states[state], ifindex, {}}, kind}, {}};
    vector.input.frame = ReadFrame(reader, EarlierFrame(earlier, earlier.size(), distance));
    vector.result.verdict = static_cast<int>(reader.Number(INT32_MAX));
    vector.result.frame = ReadFrame(reader, vector.input.frame);
    for (size_t i = 0; i < program.maps.size(); ++i)
    {
        vector.result.maps.push_back(
            ReadChanges(reader, *program.maps[i], vector.input.maps->at(i)));
    }
    return vector;
}

} // namespace

Bytes
EncodeVectors(const VectorFile& file)
{
    const std::string header = std::string(kFormat) + "\nprogram " + file.program->name +
                               "\nkernel " + file.kernel + "\ndate " + file.date + "\nvectors " +
                               std::to_string(file.vectors.size()) + "\n\n";
    ByteWriter writer;
    writer.Append({reinterpret_cast<const uint8_t*>(header.data()), header.size()});
    std::unordered_map<const MapState*, uint64_t> states;
    size_t longest = 0;
    for (size_t i = 0; i < file.vectors.size(); ++i)
    {
        const auto& [input, result] = file.vectors[i];
        writer.Number(uint64_t(input.kind));
        auto [state, isNew] = states.emplace(input.maps.get(), states.size());
        writer.Number(state->second);
        for (size_t map = 0; isNew && map < input.maps->size(); ++map)
        {
            WriteContents(writer, *file.program->maps[map], input.maps->at(map));
        }
        writer.Number(input.ifindex);
        const size_t distance = BestDistance(file.vectors, i, longest);
        writer.Number(distance);
        WriteFrame(writer, input.frame, EarlierFrame(file.vectors, i, distance));
        longest = input.frame.size() > file.vectors[longest].input.frame.size() ? i : longest;
        writer.Number(result.verdict);
        WriteFrame(writer, result.frame, input.frame);
        for (size_t map = 0; map < result.maps.size(); ++map)
        {
            WriteChanges(writer, *file.program->maps[map], input.maps->at(map), result.maps[map]);
        }
    }
    writer.Append(ChecksumBytes(writer.Written()));
    return writer.Written();
}

VectorFile
DecodeVectors(std::span<const uint8_t> bytes)
{
    ByteReader header(bytes);
    if (TakeLine(header) != kFormat)
    {
        throw std::runtime_error(std::string("it does not start with '") + kFormat + "'");
    }
    if (bytes.size() < kChecksumBytes)
    {
        throw std::runtime_error("it ends early");
    }
    auto content = bytes.first(bytes.size() - kChecksumBytes);
    if (!std::ranges::equal(ChecksumBytes(content), bytes.last(kChecksumBytes)))
    {
        throw std::runtime_error("its checksum is wrong");
    }
    ByteReader reader(content);
    TakeLine(reader);
    VectorFile file;
    file.program = &CheckedProgram(TakeField(reader, "program"));
    file.kernel = TakeField(reader, "kernel");
    file.date = TakeField(reader, "date");
    const uint64_t count = TakeCount(reader);
    TakeLine(reader);
    std::vector<std::shared_ptr<const MapState>> states;
    while (file.vectors.size() < count)
    {
        file.vectors.push_back(TakeVector(reader, *file.program, file.vectors, states));
    }
    if (!reader.AtEnd())
    {
        throw std::runtime_error("something follows the last vector");
    }
    return file;
}

VectorFile
ReadVectorFile(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
    {
        throw std::runtime_error(path.string() + ": cannot be read");
    }
    const Bytes bytes{std::istreambuf_iterator<char>(stream), {}};
    try
    {
        return DecodeVectors(bytes);
    }
    catch (const std::exception& error)
    {
        throw std::runtime_error(path.string() + " is no vector file: " + error.what());
    }
}

void
WriteVectorFile(const std::filesystem::path& path, const VectorFile& file)
{
    const Bytes bytes = EncodeVectors(file);
    std::ofstream stream(path, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
    if (!stream.flush())
    {
        throw std::runtime_error(path.string() + ": cannot be written");
    }
}

} // namespace ns3::vnlab
