// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/xml-stream.h"

#include "model/spec/xml-tags.h"

#include <algorithm>
#include <climits>
#include <cstddef>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>

namespace ns3::vnlab
{

namespace
{

std::string
ToText(const xmlChar* text)
{
    return text ? reinterpret_cast<const char*>(text) : "";
}

struct FreeParser
{
    void operator()(xmlParserCtxt* parser) const
    {
        xmlFreeDoc(parser->myDoc); // libxml2 makes one for the declarations of a document type
        xmlFreeParserCtxt(parser);
    }
};

class Stream
{
  public:
    Stream(std::string_view text, XmlListener& listener)
        : m_text(WithoutByteOrderMark(text)),
          m_places(m_text),
          m_listener(listener)
    {
    }

    XmlFailure Run();

  private:
    static xmlSAXHandler MakeHandler();
    Place PlaceOfLast(std::string_view opening) const;
    void Start(const xmlChar* name, const xmlChar* space, const xmlChar** attributes, int count);
    void Stop(Place place, std::string message);
    void SyntaxError(const xmlError& error);
    void CheckEncoding();

    std::string_view m_text;
    TextPlaces m_places;
    XmlListener& m_listener;
    xmlParserCtxt* m_parser{nullptr};
    XmlFailure m_failure;
};

void
Stream::Stop(Place place, std::string message)
{
    if (m_failure.message.empty())
    {
        m_failure = {place, std::move(message)};
        xmlStopParser(m_parser);
    }
}

/// libxml2 is at the end of a start tag or a declaration when it reports it: look back.
Place
Stream::PlaceOfLast(std::string_view opening) const
{
    const xmlParserInput* const input = m_parser->input;
    const size_t end = input->consumed + static_cast<size_t>(input->cur - input->base);
    const size_t begin = m_text.substr(0, end).rfind(opening);
    return m_places.At(begin == std::string_view::npos ? 0 : begin);
}

void
Stream::Start(const xmlChar* name, const xmlChar* space, const xmlChar** attributes, int count)
{
    constexpr ptrdiff_t fields = 5; // of an attribute: name, prefix, URI, value's begin and end
    XmlElement element{ToText(name), ToText(space), {}, PlaceOfLast("<")};
    for (int i = 0; i < count; ++i)
    {
        const xmlChar** const attribute = attributes + fields * i;
        if (!attribute[1])
        {
            element.attributes.emplace(ToText(attribute[0]),
                                       std::string(attribute[3], attribute[4]));
        }
    }
    if (std::string refusal = m_listener.StartElement(element); !refusal.empty())
    {
        Stop(element.place, std::move(refusal));
    }
}

void
Stream::SyntaxError(const xmlError& error)
{
    if (error.level == XML_ERR_FATAL)
    {
        std::string message = error.message ? error.message : "unknown error";
        message.erase(message.find_last_not_of(" \n") + 1);
        std::replace(message.begin(), message.end(), '\n', ' ');
        Stop({static_cast<uint32_t>(error.line), static_cast<uint32_t>(error.int2)},
             "not well-formed XML: " + message);
    }
}

void
Stream::CheckEncoding()
{
    const xmlParserInputBuffer* const input = m_parser->input ? m_parser->input->buf : nullptr;
    if (input && input->encoder)
    {
        const std::string encoding = input->encoder->name;
        if (encoding != "UTF-8" && encoding != "ASCII" && encoding != "US-ASCII")
        {
            Stop({1, 1}, "the encoding is " + encoding + ", not UTF-8");
        }
    }
}

xmlSAXHandler
Stream::MakeHandler()
{
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = [](void* self,
                                const xmlChar* name,
                                const xmlChar*,
                                const xmlChar* space,
                                int,
                                const xmlChar**,
                                int attributeCount,
                                int,
                                const xmlChar** attributes)
    { static_cast<Stream*>(self)->Start(name, space, attributes, attributeCount); };
    handler.endElementNs = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*)
    { static_cast<Stream*>(self)->m_listener.EndElement(); };
    handler.characters = [](void* self, const xmlChar* text, int length)
    {
        static_cast<Stream*>(self)->m_listener.Text(
            {reinterpret_cast<const char*>(text), static_cast<size_t>(length)});
    };
    handler.reference = [](void* self, const xmlChar*)
    {
        auto* const stream = static_cast<Stream*>(self);
        stream->Stop(stream->PlaceOfLast("&"), "an entity that is not declared");
    };
    handler.entityDecl =
        [](void* self, const xmlChar*, int, const xmlChar*, const xmlChar*, xmlChar*)
    {
        auto* const stream = static_cast<Stream*>(self);
        stream->Stop(stream->PlaceOfLast("<!ENTITY"),
                     "an entity is declared, which is not accepted");
    };
    // The error's type lost or gained a const between versions of libxml2.
    handler.serror = [](void* self, auto* error)
    { static_cast<Stream*>(self)->SyntaxError(*error); };
    return handler;
}

XmlFailure
Stream::Run()
{
    if (m_text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    {
        return {{1, 1}, "the file is empty"};
    }
    if (m_text.size() > INT_MAX)
    {
        return {{1, 1}, "the file is larger than 2 GiB"};
    }
    if (const std::optional<size_t> tag = FindCrowdedTag(m_text))
    {
        return {m_places.At(*tag),
                "a tag has more than " + std::to_string(kMostAttributes) + " attributes"};
    }
    const std::unique_ptr<xmlParserCtxt, FreeParser> parser(
        xmlCreateMemoryParserCtxt(m_text.data(), static_cast<int>(m_text.size())));
    if (!parser)
    {
        throw std::bad_alloc();
    }
    m_parser = parser.get();
    *m_parser->sax = MakeHandler();
    m_parser->userData = this;
    xmlCtxtUseOptions(m_parser, XML_PARSE_NONET);
    xmlParseDocument(m_parser);
    CheckEncoding();
    return std::move(m_failure);
}

} // namespace

XmlFailure
StreamXml(std::string_view text, XmlListener& listener)
{
    return Stream(text, listener).Run();
}

} // namespace ns3::vnlab
