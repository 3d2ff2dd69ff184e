// SPDX-License-Identifier: GPL-2.0-only
//
// What is written is read again; what is cut, or does not end where it says, is not.
#include "model/ike/ike-proposal.h"
#include "model/ike/ike-sealed.h"
#include "test/ike/ike-pair.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::ike
{
namespace
{

/// @return whether no part of a body short of all of it reads as that
template <class Read>
bool
EveryCutIsNoticed(const Bytes& body, const Read& read)
{
    for (size_t size = 0; size < body.size(); ++size)
    {
        const Bytes cut(body.begin(), body.begin() + static_cast<ptrdiff_t>(size));
        if (read(cut))
        {
            return false;
        }
    }
    return true;
}

Transform
AnyTransform()
{
    return {.type = *rc::gen::arbitrary<uint8_t>(),
            .id = *rc::gen::arbitrary<uint16_t>(),
            .keyBits = *rc::gen::arbitrary<uint16_t>()};
}

Proposal
AnyProposal()
{
    Proposal proposal{.number = *rc::gen::arbitrary<uint8_t>(),
                      .protocol = *rc::gen::arbitrary<uint8_t>(),
                      .spi = *rc::gen::container<Bytes>(*rc::gen::inRange<size_t>(0, 9),
                                                        rc::gen::arbitrary<uint8_t>())};
    const size_t transforms = *rc::gen::inRange<size_t>(0, 6);
    for (size_t i = 0; i < transforms; ++i)
    {
        proposal.transforms.push_back(AnyTransform());
    }
    return proposal;
}

RC_GTEST_PROP(IkeWire, HeadersAreReadAsTheyWereWritten, (const Bytes& rest))
{
    Header header{.initiatorSpi = *rc::gen::arbitrary<uint64_t>(),
                  .responderSpi = *rc::gen::arbitrary<uint64_t>(),
                  .nextPayload = *rc::gen::arbitrary<uint8_t>(),
                  .version = *rc::gen::arbitrary<uint8_t>(),
                  .exchange = *rc::gen::arbitrary<uint8_t>(),
                  .flags = *rc::gen::arbitrary<uint8_t>(),
                  .messageId = *rc::gen::arbitrary<uint32_t>()};
    header.length = static_cast<uint32_t>(kHeaderBytes + rest.size());
    ByteWriter writer;
    Write(writer, header);
    const Bytes message = writer.Append(rest).Written();
    RC_ASSERT(ReadHeader(message) == header);
    RC_ASSERT(EveryCutIsNoticed(message, ReadHeader));
}

RC_GTEST_PROP(IkeWire, PayloadsAreReadAsTheyWereWritten, (const std::vector<Bytes>& bodies))
{
    PayloadChain chain;
    for (const Bytes& body : bodies)
    {
        chain.Add(payload::kNonce, body);
    }
    const auto read = ReadPayloads(chain.First(), chain.Written());
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->size() == bodies.size());
    for (size_t i = 0; i < bodies.size(); ++i)
    {
        RC_ASSERT(std::ranges::equal(read->at(i).body, bodies[i]));
    }
    RC_ASSERT(EveryCutIsNoticed(chain.Written(),
                                [&chain](const Bytes& cut)
                                { return ReadPayloads(chain.First(), cut).has_value(); }));
    Bytes longer = chain.Written();
    longer.push_back(0);
    RC_ASSERT(!ReadPayloads(chain.First(), longer));
}

RC_GTEST_PROP(IkeWire, ProposalsAreReadAsTheyWereWritten, ())
{
    std::vector<Proposal> proposals;
    const size_t count = *rc::gen::inRange<size_t>(1, 4);
    for (size_t i = 0; i < count; ++i)
    {
        proposals.push_back(AnyProposal());
    }
    RC_ASSERT(ReadProposals(BodyOf(proposals)) == proposals);
    RC_ASSERT(EveryCutIsNoticed(BodyOf(proposals), ReadProposals));
}

RC_GTEST_PROP(IkeWire, OtherBodiesAreReadAsTheyWereWritten, (const Bytes& data, uint16_t number))
{
    const KeyExchange key{.group = number, .value = data};
    RC_ASSERT(ReadKeyExchange(BodyOf(key)) == key);
    const Identity identity{.type = static_cast<uint8_t>(number), .data = data};
    RC_ASSERT(ReadIdentity(BodyOf(identity)) == identity);
    const Authentication proof{.method = static_cast<uint8_t>(number), .data = data};
    RC_ASSERT(ReadAuthentication(BodyOf(proof)) == proof);
    const Bytes spi(data.begin(), data.begin() + std::min<ptrdiff_t>(std::ssize(data), 8));
    const Notify notified{.protocol = 3, .spi = spi, .type = number, .data = data};
    RC_ASSERT(ReadNotify(BodyOf(notified)) == notified);
    const Delete deleted{.protocol = 3, .spis = {number, 7}};
    RC_ASSERT(ReadDelete(BodyOf(deleted)) == deleted);
    RC_ASSERT(EveryCutIsNoticed(BodyOf(deleted), ReadDelete));
    const std::vector<Selector> selectors{
        {}, {.protocol = 6, .firstPort = number, .lastPort = number, .firstAddress = 1}};
    RC_ASSERT(ReadSelectors(BodyOf(selectors)) == selectors);
    RC_ASSERT(EveryCutIsNoticed(BodyOf(selectors), ReadSelectors));
}

RC_GTEST_PROP(IkeWire, NoBytesAreReadBeyondTheirEnd, (const Bytes& bytes, uint8_t first))
{
    ReadHeader(bytes);
    ReadPayloads(first, bytes);
    ReadProposals(bytes);
    ReadKeyExchange(bytes);
    ReadIdentity(bytes);
    ReadAuthentication(bytes);
    ReadNotify(bytes);
    ReadDelete(bytes);
    ReadSelectors(bytes);
    OpenMessage(bytes, EspKey{}); // sanitizers watch
}

TEST(IkeProposal, IsAcceptedWhereAllThatIsWantedIsThereAndNothingElse)
{
    const Proposal ours = IkeProposal();
    Proposal more = ours;
    more.number = 2;
    more.transforms.push_back({.type = transform::kCipher, .id = 12, .keyBits = 256});
    EXPECT_EQ(Acceptable({ours}, ours)->number, 1);
    EXPECT_EQ(Acceptable({EspProposal(256), more}, ours)->number, 2);
    Proposal longer = ours; // another key length is another cipher
    longer.transforms.front().keyBits = 256;
    EXPECT_EQ(Acceptable({longer}, ours), nullptr);
    Proposal lacking = ours;
    lacking.transforms.pop_back();
    EXPECT_EQ(Acceptable({lacking}, ours), nullptr);
    Proposal odd = ours; // RFC 7296 §3.3.6: a type that is not known
    odd.transforms.push_back({.type = 99});
    EXPECT_EQ(Acceptable({odd}, ours), nullptr);
    Proposal strange = ours;
    strange.transforms.front().hasOtherAttributes = true;
    EXPECT_EQ(Acceptable({strange}, ours), nullptr);
}

RC_GTEST_PROP(IkeSealed, OpensToItsPayloadsAndNotOnceABitDiffers, (const Bytes& data))
{
    const EspKey key = DrawEspKey({}, {}, 1);
    PayloadChain chain;
    chain.Add(payload::kNonce, data).Add(payload::kNotify, BodyOf(Notify{.type = 16384}));
    Bytes message = SealMessage({.initiatorSpi = 1, .exchange = exchange::kAuth}, chain, key, 7);
    const auto opened = OpenMessage(message, key);
    RC_ASSERT(opened.has_value());
    RC_ASSERT(std::ranges::equal(opened->Find(payload::kNonce)->body, data));
    RC_ASSERT(opened->Payloads()->size() == 2U);
    RC_ASSERT(!OpenMessage(message, DrawEspKey({}, {}, 2)));
    message[*rc::gen::inRange<size_t>(0, message.size())] ^=
        static_cast<uint8_t>(1 << *rc::gen::inRange(0, 8));
    RC_ASSERT(!OpenMessage(message, key));
}

} // namespace
} // namespace ns3::vnlab::ike
