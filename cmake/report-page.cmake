# SPDX-License-Identifier: GPL-2.0-only
#
# The page of `vnlab report`, analysis/report/page/bundle.html, as a text of vnlab-report. What makes the
# bundle is in test/report/page: building needs neither Node.js nor npm.

set(bundle ${CMAKE_SOURCE_DIR}/analysis/report/page/bundle.html)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${bundle})
file(READ ${bundle} page)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/report-page-text.cc @ONLY CONTENT
[[#include "analysis/report/report-page.h"
namespace ns3::vnlab
{
const std::string_view kReportPage = R"vnlab-page(@page@)vnlab-page";
} // namespace ns3::vnlab
]])
target_sources(vnlab-report PRIVATE ${CMAKE_BINARY_DIR}/report-page-text.cc)
