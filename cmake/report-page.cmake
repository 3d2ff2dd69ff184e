# SPDX-License-Identifier: GPL-2.0-only
#
# The page of `vnlab report`, bundled from analysis/report/page into one text of vnlab-report. npm
# installs exactly what package-lock.json names, from its cache where that has it.

find_program(VNLAB_NODE NAMES node nodejs)
find_program(VNLAB_NPM npm)
if(NOT VNLAB_NODE OR NOT VNLAB_NPM)
  message(FATAL_ERROR "The page of `vnlab report` is bundled with Node.js and npm, of which one is "
                      "missing: install the Debian packages nodejs and npm")
endif()

set(page_sources ${CMAKE_SOURCE_DIR}/analysis/report/page)
set(page_build ${CMAKE_BINARY_DIR}/report-page)
foreach(file package.json package-lock.json .npmrc build.mjs)
  configure_file(${page_sources}/${file} ${page_build}/${file} COPYONLY)
endforeach()

add_custom_command(
  OUTPUT ${page_build}/node_modules/.package-lock.json
  COMMAND ${VNLAB_NPM} ci --prefer-offline --loglevel=error
  DEPENDS ${page_build}/package-lock.json
  WORKING_DIRECTORY ${page_build}
  COMMENT "npm ci: packages of the report's page, from npm's cache or its registry"
  VERBATIM)

file(GLOB page_files CONFIGURE_DEPENDS ${page_sources}/*.js ${page_sources}/*.css
     ${page_sources}/*.html)
add_custom_command(
  OUTPUT ${page_build}/report-page-text.cc
  COMMAND ${VNLAB_NODE} build.mjs ${page_sources} ${page_build}/report-page-text.cc
  DEPENDS ${page_files} ${page_build}/build.mjs ${page_build}/node_modules/.package-lock.json
  WORKING_DIRECTORY ${page_build}
  COMMENT "Bundling the report's page"
  VERBATIM)
target_sources(vnlab-report PRIVATE ${page_build}/report-page-text.cc)
