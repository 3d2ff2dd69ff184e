// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/openflow-message.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab::openflow
{

namespace
{

constexpr size_t kHeaderBytes = 8;
constexpr uint16_t kBitmapElement = 1;

/// By the alternatives of Message.
constexpr std::array<uint8_t, std::variant_size_v<Message>> kTypes{
    0, 1, 5, 6, 10, 11, 13, 14, 20, 21};

bool
HasActions(uint16_t instruction)
{
    return instruction == Instruction::kWriteActions || instruction == Instruction::kApplyActions;
}

/// Appends what has a type and the length of all of it.
void
WriteSized(Writer& to, uint16_t type, const Bytes& body)
{
    to.U16(type).U16(static_cast<uint16_t>(4 + body.size())).Append(body);
}

/// @return the bytes behind type and length, which is a multiple of 8; nothing where they are not there
std::optional<std::span<const uint8_t>>
ReadSized(Reader& from, uint16_t& type)
{
    type = from.U16();
    const size_t length = from.U16();
    if (!from.Ok() || length < 8 || length % 8 != 0 || length - 4 > from.Left())
    {
        return std::nullopt;
    }
    return from.Take(length - 4);
}

void
WriteActions(Writer& to, const std::vector<Action>& actions)
{
    for (const Action& action : actions)
    {
        WriteSized(to, action.type, action.body);
    }
}

std::optional<std::vector<Action>>
ReadActions(std::span<const uint8_t> bytes)
{
    std::vector<Action> actions;
    for (Reader from(bytes); from.Left() > 0;)
    {
        Action& action = actions.emplace_back();
        const auto body = ReadSized(from, action.type);
        if (!body)
        {
            return std::nullopt;
        }
        action.body.assign(body->begin(), body->end());
    }
    return actions;
}

std::optional<Instruction>
ReadInstruction(Reader& from)
{
    Instruction instruction;
    const auto body = ReadSized(from, instruction.type);
    if (!body)
    {
        return std::nullopt;
    }
    if (!HasActions(instruction.type))
    {
        instruction.body.assign(body->begin(), body->end());
        return instruction;
    }
    auto actions = ReadActions(body->subspan(4)); // behind padding
    if (!actions)
    {
        return std::nullopt;
    }
    instruction.actions = std::move(*actions);
    return instruction;
}

void
WriteBody(Writer& to, const Hello& hello)
{
    if (!hello.versions.empty())
    {
        const size_t length = 4 + 4 * hello.versions.size();
        to.U16(kBitmapElement).U16(static_cast<uint16_t>(length));
        std::ranges::for_each(hello.versions, [&to](uint32_t bits) { to.U32(bits); });
        to.Append(Bytes((8 - length % 8) % 8));
    }
}

void
WriteBody(Writer& to, const Error& error)
{
    to.U16(error.type).U16(error.code).Append(error.data);
}

template <class Empty>
void
WriteBody(Writer&, const Empty&)
{
    static_assert(std::is_empty_v<Empty>);
}

void
WriteBody(Writer& to, const FeaturesReply& reply)
{
    to.Number(reply.datapath, 8).U32(reply.buffers).U8(reply.tables).U8(reply.auxiliary);
    to.U16(0).U32(reply.capabilities).U32(0);
}

void
WriteBody(Writer& to, const PacketIn& in)
{
    to.U32(in.buffer).U16(in.totalLength).U8(in.reason).U8(in.table).Number(in.cookie, 8);
    Write(to, in.match);
    to.U16(0).Append(in.data);
}

void
WriteBody(Writer& to, const FlowRemoved& flow)
{
    to.Number(flow.cookie, 8).U16(flow.priority).U8(flow.reason).U8(flow.table);
    to.U32(flow.duration_s).U32(flow.duration_ns).U16(flow.idle_s).U16(flow.hard_s);
    to.Number(flow.packets, 8).Number(flow.bytes, 8);
    Write(to, flow.match);
}

void
WriteBody(Writer& to, const PacketOut& out)
{
    Writer actions;
    WriteActions(actions, out.actions);
    to.U32(out.buffer).U32(out.inPort).U16(static_cast<uint16_t>(actions.Written().size()));
    to.Number(0, 6).Append(actions.Written()).Append(out.data);
}

void
WriteBody(Writer& to, const FlowMod& flow)
{
    to.Number(flow.cookie, 8).Number(flow.cookieMask, 8).U8(flow.table).U8(flow.command);
    to.U16(flow.idle_s).U16(flow.hard_s).U16(flow.priority);
    to.U32(flow.buffer).U32(flow.outPort).U32(flow.outGroup).U16(flow.flags).U16(0);
    Write(to, flow.match);
    for (const Instruction& instruction : flow.instructions)
    {
        Writer body;
        if (HasActions(instruction.type))
        {
            body.U32(0);
            WriteActions(body, instruction.actions);
        }
        WriteSized(to, instruction.type, body.Append(instruction.body).Written());
    }
}

/// Elements of other types are left out, as receivers have to (§7.5.1).
std::optional<Message>
ReadHello(Reader& from)
{
    Hello hello;
    while (from.Left() > 0)
    {
        const uint16_t type = from.U16();
        const size_t length = from.U16();
        if (!from.Ok() || length < 4 || (type == kBitmapElement && length % 4 != 0))
        {
            return std::nullopt;
        }
        Reader element(from.Take(length - 4));
        from.Take((8 - length % 8) % 8);
        while (type == kBitmapElement && element.Left() > 0)
        {
            hello.versions.push_back(element.U32());
        }
    }
    return hello;
}

std::optional<Message>
ReadError(Reader& from)
{
    Error error{.type = from.U16(), .code = from.U16()};
    const auto data = from.Rest();
    error.data.assign(data.begin(), data.end());
    return error;
}

std::optional<Message>
ReadFeatures(Reader& from)
{
    FeaturesReply reply{.datapath = from.Number(8),
                        .buffers = from.U32(),
                        .tables = from.U8(),
                        .auxiliary = from.U8()};
    from.Take(2);
    reply.capabilities = from.U32();
    from.Take(4);
    return reply;
}

std::optional<Message>
ReadPacketIn(Reader& from)
{
    PacketIn in{.buffer = from.U32(),
                .totalLength = from.U16(),
                .reason = from.U8(),
                .table = from.U8(),
                .cookie = from.Number(8)};
    auto match = ReadMatch(from);
    from.Take(2);
    const auto data = from.Rest();
    in.data.assign(data.begin(), data.end());
    if (!match)
    {
        return std::nullopt;
    }
    in.match = std::move(*match);
    return in;
}

std::optional<Message>
ReadFlowRemoved(Reader& from)
{
    FlowRemoved flow{.cookie = from.Number(8),
                     .priority = from.U16(),
                     .reason = from.U8(),
                     .table = from.U8(),
                     .duration_s = from.U32(),
                     .duration_ns = from.U32(),
                     .idle_s = from.U16(),
                     .hard_s = from.U16(),
                     .packets = from.Number(8),
                     .bytes = from.Number(8)};
    auto match = ReadMatch(from);
    if (!match)
    {
        return std::nullopt;
    }
    flow.match = std::move(*match);
    return flow;
}

std::optional<Message>
ReadPacketOut(Reader& from)
{
    PacketOut out{.buffer = from.U32(), .inPort = from.U32()};
    const size_t length = from.U16();
    from.Take(6);
    auto actions = ReadActions(from.Take(length));
    const auto data = from.Rest();
    out.data.assign(data.begin(), data.end());
    if (!actions)
    {
        return std::nullopt;
    }
    out.actions = std::move(*actions);
    return out;
}

std::optional<Message>
ReadFlowMod(Reader& from)
{
    FlowMod flow{.cookie = from.Number(8),
                 .cookieMask = from.Number(8),
                 .table = from.U8(),
                 .command = from.U8(),
                 .idle_s = from.U16(),
                 .hard_s = from.U16(),
                 .priority = from.U16(),
                 .buffer = from.U32(),
                 .outPort = from.U32(),
                 .outGroup = from.U32(),
                 .flags = from.U16()};
    from.Take(2);
    auto match = ReadMatch(from);
    if (!match)
    {
        return std::nullopt;
    }
    flow.match = std::move(*match);
    while (from.Left() > 0)
    {
        auto instruction = ReadInstruction(from);
        if (!instruction)
        {
            return std::nullopt;
        }
        flow.instructions.push_back(std::move(*instruction));
    }
    return flow;
}

template <class Empty>
std::optional<Message>
ReadEmpty(Reader&)
{
    return Empty{};
}

/// By the alternatives of Message.
constexpr std::array<std::optional<Message> (*)(Reader&), std::variant_size_v<Message>> kReaders{
    ReadHello,
    ReadError,
    ReadEmpty<FeaturesRequest>,
    ReadFeatures,
    ReadPacketIn,
    ReadFlowRemoved,
    ReadPacketOut,
    ReadFlowMod,
    ReadEmpty<BarrierRequest>,
    ReadEmpty<BarrierReply>};

} // namespace

Action
Output(uint32_t port, uint16_t longest)
{
    return {0, Writer().U32(port).U16(longest).Number(0, 6).Written()};
}

Action
DecrementTtl()
{
    return {24, Bytes(4)};
}

Action
SetField(const Oxm& field)
{
    Writer body;
    Write(body, field);
    const size_t length = 4 + body.Written().size();
    body.Append(Bytes((8 - length % 8) % 8));
    return {25, body.Written()};
}

Bytes
Encode(const Numbered& message)
{
    Writer body;
    std::visit([&body](const auto& it) { WriteBody(body, it); }, message.message);
    return Writer()
        .U8(kVersion)
        .U8(kTypes[message.message.index()])
        .U16(static_cast<uint16_t>(kHeaderBytes + body.Written().size()))
        .U32(message.transaction)
        .Append(body.Written())
        .Written();
}

std::optional<Numbered>
Decode(std::span<const uint8_t> bytes)
{
    Reader from(bytes);
    const uint8_t version = from.U8();
    const auto type = std::ranges::find(kTypes, from.U8());
    const size_t length = from.U16();
    Numbered numbered{.transaction = from.U32()};
    if (!from.Ok() || version != kVersion || type == kTypes.end() || length != bytes.size())
    {
        return std::nullopt;
    }
    auto message = kReaders[static_cast<size_t>(type - kTypes.begin())](from);
    if (!message || !from.Finished())
    {
        return std::nullopt;
    }
    numbered.message = std::move(*message);
    return numbered;
}

} // namespace ns3::vnlab::openflow
