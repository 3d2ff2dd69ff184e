// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_XML_STREAM_H
#define VNLAB_XML_STREAM_H

#include "model/input/text-place.h"

#include <map>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// A start tag.
struct XmlElement
{
    std::string name;                              ///< without its prefix
    std::string space;                             ///< its namespace, "" for none
    std::map<std::string, std::string> attributes; ///< those without a prefix
    Place place;                                   ///< of its '<'
};

/// Told of elements and their text, in the order of the document.
class XmlListener
{
  public:
    virtual ~XmlListener() = default;
    /// @return why the document is not what it should be, which ends the parse; "" to go on
    virtual std::string StartElement(const XmlElement& element) = 0;
    virtual void EndElement() = 0;
    /// Some of the text of the element that was started last and not ended; more may follow.
    virtual void Text(std::string_view text) = 0;
};

/// Why a text was not read to its end. An empty message: it was.
struct XmlFailure
{
    Place place;
    std::string message;
};

/**
 * @brief Reads XML as a stream of elements with libxml2.
 *
 * Safe on hostile input: nothing is fetched, nothing is printed, no tree is built, and a document
 * that declares entities is refused at the first of them, before anything expands. Accepts UTF-8.
 */
XmlFailure StreamXml(std::string_view text, XmlListener& listener);

} // namespace ns3::vnlab

#endif // VNLAB_XML_STREAM_H
