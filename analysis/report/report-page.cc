// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/report-page.h"

#include "analysis/report/report.h"

namespace ns3::vnlab
{

namespace
{

/// In JSON, these characters stand in texts only, where an escape means the same. With it, no text
/// can end the element that the data is in, or begin another one.
std::string
EscapeForHtml(std::string_view json)
{
    std::string escaped;
    escaped.reserve(json.size() + json.size() / 64);
    for (size_t i = 0; i < json.size(); ++i)
    {
        const std::string_view rest = json.substr(i, 3);
        if (rest == "\u2028" || rest == "\u2029")
        {
            escaped += rest == "\u2028" ? "\\u2028" : "\\u2029";
            i += 2;
        }
        else if (rest[0] == '<' || rest[0] == '>' || rest[0] == '&')
        {
            escaped += rest[0] == '<' ? "\\u003c" : rest[0] == '>' ? "\\u003e" : "\\u0026";
        }
        else
        {
            escaped += rest[0];
        }
    }
    return escaped;
}

} // namespace

std::string
ReportPage(std::string_view json)
{
    const size_t place = kReportPage.find(kReportDataPlace);
    std::string page(kReportPage.substr(0, place));
    page += EscapeForHtml(json);
    page += kReportPage.substr(place + kReportDataPlace.size());
    return page;
}

} // namespace ns3::vnlab
