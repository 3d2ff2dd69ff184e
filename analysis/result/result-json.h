// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RESULT_JSON_H
#define VNLAB_RESULT_JSON_H

#include "analysis/result/run-result.h"

#include <string>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @return @p result as one line of JSON, without newline; FromJson gives it back exactly
 *
 * JSON has no infinities: they are the strings "inf", "-inf" and "nan". Bytes that are not UTF-8
 * become U+FFFD.
 */
std::string ToJson(const RunResult& result);

/// @throws std::invalid_argument if @p text is not what ToJson writes, for example cut short
RunResult FromJson(std::string_view text);

} // namespace ns3::vnlab

#endif // VNLAB_RESULT_JSON_H
