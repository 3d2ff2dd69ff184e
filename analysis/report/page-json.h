// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PAGE_JSON_H
#define VNLAB_PAGE_JSON_H

#include <nlohmann/json.hpp>
#include <string>

namespace ns3::vnlab
{

/// What the report's page reads; keys keep their order.
using Json = nlohmann::ordered_json;

/// @return JSON in one line; bytes that are no UTF-8 are replaced
inline std::string
Dump(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace ns3::vnlab

#endif // VNLAB_PAGE_JSON_H
