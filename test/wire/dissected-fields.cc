// SPDX-License-Identifier: GPL-2.0-only
#include "test/wire/dissected-fields.h"

#include "model/wire/tunnel-overhead.h"

#include <iomanip>
#include <numeric>
#include <sstream>

namespace ns3::vnlab::test
{

using nlohmann::json;

namespace
{

std::string
Hex(uint64_t number, int digits)
{
    std::ostringstream text;
    text << "0x" << std::hex << std::setw(digits) << std::setfill('0') << number;
    return text.str();
}

/// @return bytes as tshark shows them: "01:02:0a"
std::string
Colons(const Bytes& bytes)
{
    std::string text;
    for (const uint8_t byte : bytes)
    {
        text += (text.empty() ? "" : ":") + Hex(byte, 2).substr(2);
    }
    return text;
}

/// @return one value as it is, several as an array: what tshark makes of fields of one name
json
OneOrMore(const std::vector<json>& values)
{
    return values.size() == 1 ? values.front() : json(values);
}

} // namespace

json
OuterIpv4Fields(size_t length, const std::string& protocol, const std::string& checksum)
{
    const json addresses{"192.0.2.1", "192.0.2.2"};
    return {{"ip.version", "4"},
            {"ip.hdr_len", "20"},
            {"ip.dsfield", "0x00"},
            {"ip.dsfield_tree", {{"ip.dsfield.dscp", "0"}, {"ip.dsfield.ecn", "0"}}},
            {"ip.len", std::to_string(length)},
            {"ip.id", "0x0000"},
            {"ip.flags", "0x00"},
            {"ip.flags_tree", {{"ip.flags.rb", "0"}, {"ip.flags.df", "0"}, {"ip.flags.mf", "0"}}},
            {"ip.frag_offset", "0"},
            {"ip.ttl", "64"},
            {"ip.proto", protocol},
            {"ip.checksum", checksum},
            {"ip.checksum_calculated", checksum},
            {"ip.checksum.status", "1"},
            {"ip.src", "192.0.2.1"},
            {"ip.src_host", "192.0.2.1"},
            {"ip.dst", "192.0.2.2"},
            {"ip.dst_host", "192.0.2.2"},
            {"ip.addr", addresses},
            {"ip.host", addresses}};
}

json
NvgreFields(uint32_t vsid, uint8_t flowId)
{
    return {{"gre.flags_and_version", "0x2000"},
            {"gre.flags_and_version_tree",
             {{"gre.flags.checksum", "0"},
              {"gre.flags.routing", "0"},
              {"gre.flags.key", "1"},
              {"gre.flags.sequence_number", "0"},
              {"gre.flags.strict_source_route", "0"},
              {"gre.flags.recursion_control", "0"},
              {"gre.flags.reserved", "0"},
              {"gre.flags.version", "0"}}},
            {"gre.proto", "0x6558"},
            {"gre.key", Hex(vsid << 8 | flowId, 8)}};
}

json
GeneveFields(const GeneveHeader& geneve)
{
    Bytes all;
    std::vector<json> bytes;
    std::vector<json> trees;
    for (const GeneveOption& option : geneve.GetOptions())
    {
        Bytes one{static_cast<uint8_t>(option.optionClass >> 8),
                  static_cast<uint8_t>(option.optionClass),
                  option.type,
                  static_cast<uint8_t>(option.data.size() / 4)};
        one.insert(one.end(), option.data.begin(), option.data.end());
        all.insert(all.end(), one.begin(), one.end());
        bytes.emplace_back(Colons(one));
        trees.push_back({{"geneve.option.class", Hex(option.optionClass, 4)},
                         {"geneve.option.type", Hex(option.type, 2)},
                         {"geneve.option.type.critical", option.IsCritical() ? "1" : "0"},
                         {"geneve.option.flags", "0x00"},
                         {"geneve.option.flags_tree", {{"geneve.option.flags.reserved", "0"}}},
                         {"geneve.option.length", std::to_string(one.size())},
                         {"geneve.option.unknown.data", Colons(option.data)}});
    }
    const bool critical = geneve.HasCriticalOption();
    json fields{{"geneve.version", "0"},
                {"geneve.option.length", std::to_string(all.size())},
                {"geneve.flags", Hex((geneve.IsControl() ? 0x80 : 0) | (critical ? 0x40 : 0), 2)},
                {"geneve.flags_tree",
                 {{"geneve.flags.oam", geneve.IsControl() ? "1" : "0"},
                  {"geneve.flags.critical", critical ? "1" : "0"},
                  {"geneve.flags.reserved", "0"}}},
                {"geneve.proto_type", "0x6558"},
                {"geneve.vni", Hex(geneve.GetVni().value, 6)},
                {"geneve.reserved", "0x00"}};
    if (!all.empty())
    {
        fields["geneve.options"] = Colons(all);
        fields["geneve.options_tree"] = {{"geneve.option", OneOrMore(bytes)},
                                         {"geneve.option_tree", OneOrMore(trees)}};
    }
    return fields;
}

json
EspFields(const Bytes& inner, const Bytes& sealed, uint32_t spi, uint32_t sequence)
{
    const Bytes contained(inner.begin() + headersize::kEthernet, inner.end());
    Bytes padding(EspPadding(contained.size()));
    std::iota(padding.begin(), padding.end(), uint8_t{1});
    Bytes decrypted = contained;
    decrypted.insert(decrypted.end(), padding.begin(), padding.end());
    decrypted.push_back(static_cast<uint8_t>(padding.size()));
    decrypted.push_back(4);
    Bytes iv(4);
    for (int shift = 24; shift >= 0; shift -= 8)
    {
        iv.push_back(static_cast<uint8_t>(sequence >> shift));
    }
    const auto icv = sealed.end() - overhead::kEspGcmIcv;
    json tree{{"esp.contained_data", Colons(contained)},
              {"esp.pad_len", std::to_string(padding.size())},
              {"esp.protocol", "0x04"}};
    if (!padding.empty())
    {
        tree["esp.pad"] = Colons(padding);
    }
    return {{"esp.spi", Hex(spi, 8)},
            {"esp.sequence", std::to_string(sequence)},
            {"esp.iv", Colons(iv)},
            {"esp.encrypted_data", Colons({icv - static_cast<ptrdiff_t>(decrypted.size()), icv})},
            {"esp.decrypted_data", Colons(decrypted)},
            {"esp.decrypted_data_tree", tree},
            {"esp.icv", Colons({icv, sealed.end()})},
            {"esp.icv_tree", {{"esp.icv_good", "1"}, {"esp.icv_bad", "0"}}}};
}

} // namespace ns3::vnlab::test
