// SPDX-License-Identifier: GPL-2.0-only
// What tunnel formats and headers take from foreign bytes. What comes out of a tunnel goes into another
// and comes out as it was.
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/ip/packet-fields.h"
#include "model/wire/dot1q-header.h"
#include "model/wire/esp-header.h"
#include "model/wire/esp-trailer.h"
#include "model/wire/geneve-header.h"
#include "model/wire/gre-header.h"
#include "model/wire/mpls-header.h"
#include "model/wire/nvgre-header.h"
#include "model/wire/vxlan-header.h"
#include "test/fuzz/fuzz-frame.h"

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

template <class... Headers>
void
ReadHeaders(const Ptr<const Packet>& packet)
{
    const auto read = [&packet](auto header)
    {
        const uint32_t size = packet->Copy()->RemoveHeader(header);
        fuzz::Require(size == 0 || size == header.GetSerializedSize(), "headers have their size");
    };
    (read(Headers{}), ...);
    EspTrailer trailer;
    packet->Copy()->RemoveTrailer(trailer);
}

void
WrapAgain(const Encapsulation& format,
          const Ptr<Packet>& inner,
          const FrameFields& fields,
          const TunnelLabel& label)
{
    const std::vector<uint8_t> before = fuzz::AsBytes(inner);
    const Ptr<Packet> outer = format.Encapsulate(inner, fields, {{}, {}, 1, 2}, label, 0).packet;
    const auto outerFields = CheckedFieldsOf(outer);
    fuzz::Require(outerFields && format.Matches(*outerFields), "a tunnel packet is its format's");
    fuzz::Require(format.Decapsulate(outer, *outerFields) == label, "the segment comes out");
    fuzz::Require(fuzz::AsBytes(outer) == before, "the frame comes out as it went in");
}

void
Unwrap(const Encapsulation& format, const Ptr<Packet>& frame, const FrameFields& outer)
{
    const Ptr<Packet> inner = frame->Copy();
    const auto label = format.Decapsulate(inner, outer);
    fuzz::Require(label || inner->GetSize() == frame->GetSize(), "what is refused stays as it was");
    auto fields = label ? FieldsOf(inner) : std::nullopt;
    if (fields && CombineEcn(outer.tos, inner, *fields))
    {
        WrapAgain(format, inner, *fields, *label);
    }
}

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    fuzz::FuzzInput input(data, size);
    const Ptr<Packet> frame = fuzz::AsPacket(fuzz::TakeFrame(input));
    ReadHeaders<Dot1qHeader,
                EspHeader,
                GeneveHeader,
                GreHeader,
                MplsHeader,
                NvgreHeader,
                VxlanHeader>(fuzz::AsPacket(input.Block()));
    const auto outer = CheckedFieldsOf(frame);
    if (!outer || !outer->isIpv4 || IsFragment(*outer))
    {
        return 0;
    }
    TrimToIpv4(frame, *outer);
    for (const Encapsulation* format : AllEncapsulations())
    {
        if (format->Matches(*outer))
        {
            Unwrap(*format, frame, *outer);
        }
    }
    return 0;
}
