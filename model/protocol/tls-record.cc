// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/tls-record.h"

#include "ns3/abort.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab::tls
{

Ptr<Packet>
MakeRecord(uint32_t plaintext)
{
    NS_ABORT_MSG_IF(plaintext > kMostPlaintext, "plaintext longer than a TLS record takes");
    std::array<uint8_t, 5> header{23, 3, 3}; // application_data, legacy_record_version
    const uint32_t body = plaintext + kRecordOverhead - header.size();
    header[3] = static_cast<uint8_t>(body >> 8);
    header[4] = static_cast<uint8_t>(body);
    Ptr<Packet> record = Create<Packet>(header.data(), header.size());
    record->AddAtEnd(Create<Packet>(body));
    return record;
}

Ptr<Packet>
MakeRecords(uint32_t plaintext)
{
    Ptr<Packet> records = MakeRecord(std::min(plaintext, kMostPlaintext));
    while (plaintext > kMostPlaintext)
    {
        plaintext -= kMostPlaintext;
        records->AddAtEnd(MakeRecord(std::min(plaintext, kMostPlaintext)));
    }
    return records;
}

} // namespace ns3::vnlab::tls
