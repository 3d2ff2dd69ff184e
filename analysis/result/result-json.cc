// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/result-json.h"

#include "analysis/result/json-number.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

using Json = nlohmann::json;

double
ReadNumber(const Json& json)
{
    if (!json.is_string())
    {
        return json.get<double>();
    }
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const auto& text = json.get_ref<const std::string&>();
    if (text == "inf" || text == "-inf")
    {
        return text == "inf" ? kInfinity : -kInfinity;
    }
    if (text == "nan")
    {
        return std::numeric_limits<double>::quiet_NaN();
    }
    throw std::invalid_argument("a run's result has '" + text + "' for a number");
}

/// @return a whole number that the type holds; the library would make one of any other number
template <class T>
T
ReadWhole(const Json& json)
{
    if (json.is_number_unsigned() && json.get<uint64_t>() <= std::numeric_limits<T>::max())
    {
        return json.get<T>();
    }
    throw std::invalid_argument("a run's result has " + json.dump() + " for a whole number");
}

} // namespace

std::string
ToJson(const RunResult& result)
{
    Json metrics = Json::object();
    for (const auto& [name, value] : result.metrics)
    {
        metrics[name] = JsonNumber(value);
    }
    Json samples = Json::object();
    for (const auto& [name, values] : result.samples)
    {
        Json& list = samples[name] = Json::array();
        for (const double value : values)
        {
            list.push_back(JsonNumber(value));
        }
    }
    Json series = Json::object();
    for (const auto& [name, points] : result.series)
    {
        Json& list = series[name] = Json::array();
        for (const auto& [time, value] : points)
        {
            list.push_back(Json::array({JsonNumber(time), JsonNumber(value)}));
        }
    }
    Json parameters = Json::object();
    for (const auto& [name, value] : result.parameters)
    {
        parameters[name] = Json::array({value.text});
        if (value.number)
        {
            parameters[name].push_back(JsonNumber(*value.number));
        }
    }
    const Json json{{"scenario", result.key.scenario},
                    {"parameters", parameters},
                    {"design", result.key.design},
                    {"seed", result.key.seed},
                    {"run", result.key.run},
                    {"error", result.error},
                    {"wallSeconds", JsonNumber(result.wallSeconds)},
                    {"metrics", metrics},
                    {"samples", samples},
                    {"series", series}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

RunResult
FromJson(std::string_view text)
{
    try
    {
        const Json json = Json::parse(text);
        RunResult result;
        json.at("scenario").get_to(result.key.scenario);
        json.at("design").get_to(result.key.design);
        result.key.seed = ReadWhole<uint64_t>(json.at("seed"));
        result.key.run = ReadWhole<uint32_t>(json.at("run"));
        json.at("error").get_to(result.error);
        result.wallSeconds = ReadNumber(json.at("wallSeconds"));
        for (const auto& [name, value] : json.at("parameters").items())
        {
            Parameter& parameter = result.parameters[name];
            value.at(0).get_to(parameter.text);
            if (value.size() > 1)
            {
                parameter.number = ReadNumber(value.at(1));
            }
        }
        for (const auto& [name, value] : json.at("metrics").items())
        {
            result.metrics[name] = ReadNumber(value);
        }
        for (const auto& [name, list] : json.at("samples").items())
        {
            auto& values = result.samples[name];
            for (const Json& value : list)
            {
                values.push_back(ReadNumber(value));
            }
        }
        for (const auto& [name, list] : json.at("series").items())
        {
            auto& points = result.series[name];
            for (const Json& point : list)
            {
                points.emplace_back(ReadNumber(point.at(0)), ReadNumber(point.at(1)));
            }
        }
        return result;
    }
    catch (const Json::exception& error)
    {
        throw std::invalid_argument(std::string("a run's result is not complete: ") + error.what());
    }
}

} // namespace ns3::vnlab
