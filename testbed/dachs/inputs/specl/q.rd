<resource schema="specl">
  <meta name="creationDate">2026-01-05T00:00:00Z</meta>
  <meta name="title">Loopback Optical Spectra E</meta>
  <meta name="description">44 synthetic optical spectra of a supernova, stars and a quasar, with
    real (tiny) FITS binary tables in Angstrom behind them. All of one instrument: what is the
    same for all of them is in PARAMs of the SSA answer.</meta>
  <meta name="subject">spectroscopy</meta>
  <meta name="subject">optical-astronomy</meta>
  <meta name="creator">Loopback, E.</meta>
  <meta name="instrument">LoopSpec</meta>
  <meta name="facility">Loop Observatory</meta>
  <meta name="contentLevel">Research</meta>
  <meta name="type">Archive</meta>
  <meta name="source">2026lpbk....5....1L</meta>
  <meta name="coverage.waveband">Optical</meta>
  <meta name="productType">spectrum</meta>
  <meta name="ssap.dataSource">pointed</meta>
  <meta name="ssap.creationType">archival</meta>
  <meta name="ssap.complianceLevel">query</meta>
  <meta name="ssap.testQuery">POS=10.7,41.25&amp;SIZE=0.1</meta>

  <table id="main" onDisk="True" adql="True">
    <mixin
      fluxUnit="erg.s**-1.cm**-2.Angstrom**-1"
      spectralUnit="Angstrom"
      spectralUCD="em.wl;obs.atmos"
      fluxUCD="phot.flux.density;em.wl"
      fluxCalibration="ABSOLUTE"
      spectralCalibration="ABSOLUTE"
      spectralResolution="2e-10"
      creator="Loopback, E."
      instrument="LoopSpec"
      dataSource="pointed"
      creationType="archival"
      collection="LOOPSPEC-E"
      reference="2026lpbk....5....1L"
      >//ssap#hcd</mixin>
    <mixin
      facilityName="'Loop Observatory'"
      preview="NULL"
      >//obscore#publishSSAPHCD</mixin>
  </table>

  <coverage>
    <updater sourceTable="main"/>
  </coverage>

  <data id="import">
    <sources pattern="data/*.fits"/>
    <fitsProdGrammar qnd="True">
      <rowfilter procDef="//products#define">
        <bind key="table">"\schema.main"</bind>
        <bind key="mime">"application/fits"</bind>
      </rowfilter>
    </fitsProdGrammar>
    <make table="main">
      <rowmaker idmaps="ssa_*">
        <var name="exptime">vars.get("EXPTIME")</var>
        <var name="aper">vars.get("APERTURE")</var>
        <var name="z">vars.get("Z")</var>
        <apply procDef="//ssap#setMeta">
          <bind key="dstitle">"%s %s MJD %.3f"%(@OBJECT, @ARM, @MJD_OBS)</bind>
          <bind key="pubDID">\standardPubDID</bind>
          <bind key="creatorDID">"ivo://x-loopback.test/creator/specl?%.3f"%@MJD_OBS</bind>
          <bind key="cdate">parseTimestamp(@PROCDATE)</bind>
          <bind key="pdate">datetime.datetime(2016, 1, 1)</bind>
          <bind key="bandpass">"Optical"</bind>
          <bind key="cversion">"1"</bind>
          <bind key="targname">@OBJECT</bind>
          <bind key="targclass">@OBJTYPE</bind>
          <bind key="redshift">@z</bind>
          <bind key="snr">@SNR</bind>
          <bind key="alpha">@RA</bind>
          <bind key="delta">@DEC</bind>
          <bind key="aperture">@aper</bind>
          <bind key="dateObs">@MJD_OBS+(@exptime or 0)/172800.</bind>
          <bind key="timeExt">@exptime</bind>
          <bind key="specstart">3.6e-7 if @ARM=="blue" else 5.5e-7</bind>
          <bind key="specend">5.7e-7 if @ARM=="blue" else 9.2e-7</bind>
          <bind key="length">32</bind>
        </apply>
      </rowmaker>
    </make>
  </data>

  <service id="ssa" allowed="ssap.xml,form">
    <meta name="shortName">LOOPSPEC E SSA</meta>
    <meta name="title">Loopback Optical Spectra E SSA</meta>
    <publish render="ssap.xml" sets="ivo_managed"/>
    <ssapCore queriedTable="main">
      <FEED source="//ssap#hcd_condDescs"/>
    </ssapCore>
  </service>
</resource>
