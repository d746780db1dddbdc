package io.balsa.examples.matching.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.examples.matching.book.NewOrder;
import io.balsa.examples.matching.book.Price;
import io.balsa.examples.matching.book.Side;
import io.balsa.examples.matching.book.Volume;
import io.balsa.examples.matching.machine.Command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
    @Test
    void readsSet() throws BadRequest {
        assertThat(command("{'Set':{'key':'a','value':'b'}}")).isEqualTo(new Command.Set("a", "b"));
    }

    @Test
    void readsLimitOrders() throws BadRequest {
        assertThat(
                        command(
                                "{'Place':{'order':{'live':'Limit','side':'Buy','price':10.1,"
                                        + "'volume':2.5,'id':7,'sequance':0}}}"))
                .isEqualTo(
                        new Command.Place(
                                new NewOrder(7, Side.BUY, new Volume(25_000), new Price(101_000))));
    }

    @Test
    void takesNoPriceFromAMarketOrder() throws BadRequest {
        var order = new NewOrder(7, Side.SELL, new Volume(20_000), null);

        assertThat(command(place("'live':'Market','side':'Sell','price':0.0,'volume':2,'id':7")))
                .isEqualTo(new Command.Place(order));
        assertThat(command(place("'live':'Market','side':'Sell','volume':2,'id':7")))
                .isEqualTo(new Command.Place(order));
    }

    @Test
    void readsBothSpellingsOfSequence() throws BadRequest {
        var cancel = new Command.Cancel(5, Side.BUY, new Price(100_000));

        assertThat(command(cancel("'sequance':5,'side':'Buy','price':10.0"))).isEqualTo(cancel);
        assertThat(command(cancel("'sequence':5,'side':'Buy','price':10"))).isEqualTo(cancel);
        assertThat(command(cancel("'sequence':5,'sequance':5")))
                .isEqualTo(new Command.Cancel(5, null, null));
    }

    @Test
    void keepsEveryDigitOfLargeIds() throws BadRequest {
        var command =
                command(
                        place(
                                "'live':'Market','side':'Buy','volume':1,"
                                        + "'id':18446744073709551615"));

        assertThat(((Command.Place) command).order().id()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "'Place'",
                "{'Set':{'key':'a'}}",
                "{'Set':{'key':'a','value':1}}",
                "{'Set':{'key':'a','value':'b'},'Place':{}}",
                "{'Set':{'key':'a','value':'b'}} x",
                "{'Set':{'key':'a','key':'a','value':'b'}}",
                "{'Place':{}}",
                "{'Cancel':{'order':{}}}",
                "{'Cancel':{'order':{'sequence':1,'sequance':2}}}",
                "{'Cancel':{'order':{'sequence':-1}}}",
                "{'Cancel':{'order':{'sequence':1.5}}}",
                "{'Cancel':{'order':{'sequence':1,'price':'10'}}}"
            })
    void refusesWhatIsNoCommand(String text) {
        assertThatThrownBy(() -> command(text)).isInstanceOf(BadRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'price':NaN,'volume':1",
                "'price':'NaN','volume':1",
                "'price':Infinity,'volume':1",
                "'price':1e400,'volume':1",
                "'price':1e-400,'volume':1",
                "'price':1e999999999,'volume':1",
                "'price':0,'volume':1",
                "'price':-1,'volume':1",
                "'price':10.00001,'volume':1",
                "'price':10,'volume':0",
                "'price':10,'volume':-1",
                "'price':10,'volume':0.00001",
                "'price':null,'volume':1",
                "'price':10"
            })
    void refusesWhatIsNoPriceOrVolume(String fields) {
        var text = place("'live':'Limit','side':'Buy','id':1," + fields);

        assertThatThrownBy(() -> command(text)).isInstanceOf(BadRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'live':'Stop','side':'Buy','id':1",
                "'live':'Limit','side':'buy','id':1",
                "'live':'Limit','side':'Buy','id':18446744073709551616",
                "'live':'Limit','side':'Buy','id':'1'",
                "'live':'Limit','side':'Buy'",
                "'side':'Buy','id':1"
            })
    void refusesWhatIsNoOrder(String fields) {
        var text = place("'price':10,'volume':1," + fields);

        assertThatThrownBy(() -> command(text)).isInstanceOf(BadRequest.class);
    }

    private static String place(String fields) {
        return "{'Place':{'order':{" + fields + "}}}";
    }

    private static String cancel(String fields) {
        return "{'Cancel':{'order':{" + fields + "}}}";
    }

    private static Command command(String text) throws BadRequest {
        return Requests.command(Requests.json(text.replace('\'', '"')));
    }
}
