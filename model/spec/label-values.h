// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LABEL_VALUES_H
#define VNLAB_LABEL_VALUES_H

#include "model/spec/raw-graph.h"
#include "model/spec/specification.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// @return the text without white space around it
std::string_view Trim(std::string_view text);

/// @return the value of a label without white space around it, "" where there is none
std::string TrimmedLabel(const Labels& labels, const std::string& name);

/// @return the parts between any of the separators, trimmed; empty parts are left out
std::vector<std::string> SplitList(std::string_view text, std::string_view separators);

/// @return the parts of a list whose entries stand between white space or commas
std::vector<std::string> SplitWords(std::string_view text);

/// @return a number from 0 to 4294967295, or nothing where the text is none
std::optional<uint32_t> ParseCount(std::string_view text);

/// What ParseService takes, for messages.
inline constexpr const char* kAcceptedServices =
    "tcp/PORT, udp/PORT, tcp, udp and icmp, ports from 1 to 65535";

/// @return the service that "tcp/80", "udp/53", "tcp", "udp" (any port) or "icmp" names, or nothing
std::optional<Service> ParseService(std::string_view text);

/// @return the services of a text that is a list of them, as links have them: sorted, each once
std::vector<Service> ServicesIn(const std::string& text);

/**
 * @param text "name=prefix" or "name=prefix:protocol"
 * @param protocol the protocol where the text has none
 * @return the path, or nothing where the text is neither form
 */
std::optional<Path> ParsePath(std::string_view text, TunnelProtocol protocol);

} // namespace ns3::vnlab

#endif // VNLAB_LABEL_VALUES_H
