// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_UNKNOWN_WORD_H
#define VNLAB_UNKNOWN_WORD_H

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Says more of a command or an option that there is not than the parser does.
 * @param program whose parse() has failed
 * @param error that it threw
 * @param arguments as they were given, without the program's name
 * @return the nearest word and what is accepted; "" where all words are known
 */
std::string UnknownWord(const CLI::App& program,
                        const CLI::ParseError& error,
                        const std::vector<std::string>& arguments);

} // namespace ns3::vnlab

#endif // VNLAB_UNKNOWN_WORD_H
