// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/tcpdump.h"

#include "test/support/reader-program.h"

#include <iterator>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace ns3::vnlab::test
{

bool
TcpdumpAvailable()
{
    return RunReader({"tcpdump", "--version"}).status == 0;
}

TcpdumpReading
ReadWithTcpdump(const std::string& pcapPath)
{
    const ReaderResult result =
        RunReader({"tcpdump", "-r", pcapPath, "-vvv", "-n", "-e", "-t", "-#"});
    if (result.status != 0)
    {
        throw std::runtime_error("tcpdump failed on " + pcapPath);
    }
    static const std::regex bad(R"((bad|wrong)[ a-z]* cksum|cksum 0x[0-9a-f]+ \(incorrect)");
    static const std::regex good(R"(\[udp sum ok\]|cksum 0x[0-9a-f]+ \(correct\))");
    static const std::regex firstLine(R"( *\d+  .*)"); // as "-#" numbers packets
    TcpdumpReading reading;
    reading.text = result.output;
    std::istringstream lines(result.output);
    for (std::string line; std::getline(lines, line);)
    {
        reading.packets += std::regex_match(line, firstLine) ? 1U : 0U;
        if (std::regex_search(line, bad))
        {
            reading.badChecksums.push_back(line);
        }
        reading.goodTransportChecksums += static_cast<size_t>(std::distance(
            std::sregex_iterator(line.begin(), line.end(), good), std::sregex_iterator()));
    }
    return reading;
}

} // namespace ns3::vnlab::test
